/**
 * Health and metrics over HTTP.
 * On node:http alone: two addresses do not earn the 15 MB that a web framework and Node's own fetch hold (measured).
 */
import type { RequestListener, ServerResponse } from 'node:http'
import { checkHealth, type HealthSurroundings } from './health.ts'

/** Answers `/healthz` and `/metrics`, and hands every other address to `others`; null: there are none. */
export function createHttpListener(
  surroundings: HealthSurroundings,
  others: RequestListener | null,
): RequestListener {
  return (request, response) => {
    const isReading = request.method === 'GET' || request.method === 'HEAD'
    const path = isReading ? request.url?.split('?')[0] : undefined
    if (path === '/healthz') return void answerHealth(surroundings, response)
    if (path === '/metrics') return void answerMetrics(surroundings, response)
    if (others !== null) return others(request, response)
    answer(response, 404, 'text/plain; charset=UTF-8', 'Here are /healthz and /metrics.\n')
  }
}

async function answerHealth(surroundings: HealthSurroundings, response: ServerResponse): Promise<void> {
  const health = await checkHealth(surroundings)
  answer(response, health.ok ? 200 : 503, 'application/json', JSON.stringify(health))
}

async function answerMetrics(surroundings: HealthSurroundings, response: ServerResponse): Promise<void> {
  try {
    const { metricsText } = await import('./metrics.ts')
    answer(response, 200, 'text/plain; version=0.0.4; charset=UTF-8', await metricsText(surroundings))
  } catch {
    answer(response, 500, 'text/plain; charset=UTF-8', 'the metrics could not be read; see /healthz\n')
  }
}

function answer(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type }).end(body)
}
