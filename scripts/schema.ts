/** Prints config/schema.json, from the same schema that checks the configuration: `npm exec -c "node scripts/schema.ts" > config/schema.json`. */
import { configJsonSchema } from '../src/config-reading.ts'

process.stdout.write(`${JSON.stringify(configJsonSchema(), null, 2)}\n`)
