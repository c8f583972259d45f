# The program alone, on the official Node: no npm and no shell in the way of a signal, no package that is not needed.
FROM node:26.10.0-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY LICENSE ./
COPY config ./config
COPY scripts ./scripts
COPY src ./src
RUN npm run build

FROM node:26.10.0-slim
# One arena for the C library: the program is one thread that matters, and several only hold memory back.
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080 MALLOC_ARENA_MAX=1
WORKDIR /app
COPY --from=build /build/dist/ ./
# `./data` of the configuration is the volume; `cache` takes compiled code, so that a restart is quicker.
RUN mkdir /data cache && chown node:node /data cache && ln -s /data data
USER node
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=10s --start-period=20s --retries=3 \
  CMD ["node", "-e", "require('node:http').get({ port: process.env.PORT, path: '/healthz' }, (answer) => process.exit(answer.statusCode === 200 ? 0 : 1)).on('error', () => process.exit(1))"]
# Node is process 1 and has its own handlers for SIGTERM and SIGINT.
CMD ["node", "chapar.js", "start"]
