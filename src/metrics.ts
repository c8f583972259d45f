/** Prometheus text, made from the database when it is asked for: nothing is counted twice, nothing lost at a restart. */
import { Gauge, Registry } from 'prom-client'
import { checkHealth, type HealthSurroundings } from './health.ts'

/** The exposition text. */
export async function metricsText(surroundings: HealthSurroundings): Promise<string> {
  const registry = new Registry()
  const deliveries = new Gauge({
    name: 'chapar_deliveries',
    help: 'Deliveries by state',
    labelNames: ['state'],
    registers: [registry],
  })
  for (const [state, count] of Object.entries(await surroundings.store.counts()))
    deliveries.set({ state }, count)
  const waiting = new Gauge({
    name: 'chapar_waiting_for_person',
    help: 'Deliveries that are failed, unconfirmed, or held for anything but hold and approval',
    registers: [registry],
  })
  waiting.set(await surroundings.store.waitingForPerson())
  const healthy = new Gauge({
    name: 'chapar_healthy',
    help: '1 when /healthz says 200',
    registers: [registry],
  })
  healthy.set((await checkHealth(surroundings)).ok ? 1 : 0)
  const memory = new Gauge({
    name: 'chapar_resident_memory_bytes',
    help: 'Resident memory',
    registers: [registry],
  })
  memory.set(surroundings.residentBytes())
  return registry.metrics()
}
