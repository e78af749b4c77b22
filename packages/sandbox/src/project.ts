import { createClientQuota, type ClientQuota } from './client-quota.ts'
import { createCustomers, type Customers } from './customers.ts'
import { createScript, type Script } from './faults/script.ts'
import { createEventSchemas, type EventSchemas } from './event-schemas.ts'
import { createIds, type Ids } from './ids.ts'
import type { SandboxSettings } from './settings.ts'
import { createStoredEvents, type StoredEvents } from './stored-events.ts'

/** Time and chance, as arguments. */
export interface Surroundings {
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** A number from 0 up to 1. */
  readonly random: () => number
  /** Resolves after so many milliseconds, or when `stop` is aborted: then the sandbox closes. */
  readonly wait: (ms: number, stop: AbortSignal) => Promise<void>
}

/** One Voucherify project: everything that the routes share. */
export interface Project {
  readonly settings: SandboxSettings
  readonly ids: Ids
  readonly customers: Customers
  readonly events: StoredEvents
  readonly eventSchemas: EventSchemas
  readonly script: Script
  readonly clientQuota: ClientQuota
  readonly wait: (ms: number) => Promise<void>
  /** How long every answer of the API is held back; 0 for not at all. */
  latencyMs: number
  /** Requests to the API so far; those to `/_sandbox` do not count. */
  requests: number
}

/** An empty project. `stop` ends its waiting. */
export function createProject(
  settings: SandboxSettings,
  { now, random, wait }: Surroundings,
  stop: AbortSignal,
): Project {
  const ids = createIds(now, random)
  return {
    settings,
    ids,
    customers: createCustomers(ids.customer, now),
    events: createStoredEvents(ids, now),
    eventSchemas: createEventSchemas(ids.eventSchema),
    script: createScript(),
    clientQuota: createClientQuota(settings.clientCallsPer5s, now),
    wait: (ms) => wait(ms, stop),
    latencyMs: 0,
    requests: 0,
  }
}

/** Forgets events, customers, spent client-side calls and the count of requests; the script and the latency stay. */
export function forgetReceived(project: Project): void {
  project.events.clear()
  project.customers.clear()
  project.clientQuota.clear()
  project.requests = 0
}

/** Back to how the project began. */
export function clear(project: Project): void {
  forgetReceived(project)
  project.script.write([])
  project.latencyMs = 0
}
