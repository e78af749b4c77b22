import type { Beginning } from './beginning.ts'
import { createClientQuota, type ClientQuota } from './client-quota.ts'
import { createCustomers, type Customers } from './customers.ts'
import { createScript, type Script } from './faults/script.ts'
import { createIds, type Ids } from './ids.ts'
import { createTokens, type Tokens } from './oauth/tokens.ts'
import type { SandboxQuota } from './quota/quota-setting.ts'
import { createQuota, type Quota } from './quota/quota.ts'
import { createEventSchemas, type EventSchemas } from './schemas/event-schemas.ts'
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
  readonly beginning: Beginning
  readonly ids: Ids
  readonly customers: Customers
  readonly events: StoredEvents
  readonly eventSchemas: EventSchemas
  readonly script: Script
  readonly clientQuota: ClientQuota
  readonly tokens: Tokens
  /** The `client_id` of its tokens. */
  readonly clientId: string
  readonly now: () => number
  readonly wait: (ms: number) => Promise<void>
  /** `null`: no limit, and nothing of it in the answers. */
  quota: Quota | null
  /** How long after it was stored an event shows in the activity of its customer. */
  activityDelayMs: number
  /** How long every answer of the API is held back; 0 for not at all. */
  latencyMs: number
  /** Requests to the API so far; those to `/_sandbox` do not count. */
  requests: number
  /** How they were answered: by status, and `cut`, `trickle`, `reset`, `silence`. */
  readonly answers: Map<string, number>
}

/** An empty project. `stop` ends its waiting. */
export function createProject(
  settings: SandboxSettings,
  beginning: Beginning,
  { now, random, wait }: Surroundings,
  stop: AbortSignal,
): Project {
  const ids = createIds(now, random)
  const project: Project = {
    settings,
    beginning,
    ids,
    customers: createCustomers(ids.customer, now),
    events: createStoredEvents(ids, now),
    eventSchemas: createEventSchemas(ids.eventSchema),
    script: createScript(random),
    clientQuota: createClientQuota(settings.clientCallsPer5s, now),
    tokens: createTokens(ids.accessToken, settings.tokenLifeMs, now),
    clientId: ids.client(),
    now,
    wait: (ms) => wait(ms, stop),
    quota: null,
    activityDelayMs: 0,
    latencyMs: 0,
    requests: 0,
    answers: new Map(),
  }
  clear(project)
  return project
}

/** Another quota, of which nothing is spent. */
export function startQuota(project: Project, quota: SandboxQuota | null): void {
  project.quota = quota === null ? null : createQuota(quota, project.now)
}

/**
 * Forgets events, customers, spent client-side calls and the counts of requests and answers; the rest stays: quota,
 * tokens, the script and what has struck of it, definitions, latency and delay.
 */
export function forgetReceived(project: Project): void {
  project.events.clear()
  project.customers.clear()
  project.clientQuota.clear()
  project.requests = 0
  project.answers.clear()
}

/** Back to how the project began. */
export function clear(project: Project): void {
  const { beginning, settings } = project
  forgetReceived(project)
  project.tokens.clear()
  project.script.clear()
  project.script.write(beginning.faults)
  project.eventSchemas.define(beginning.eventSchemas, settings.undefinedEvents)
  startQuota(project, beginning.quota)
  project.activityDelayMs = settings.activityDelayMs
  project.latencyMs = 0
}
