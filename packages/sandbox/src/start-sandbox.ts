import { once } from 'node:events'
import { createServer } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { readBeginning } from './beginning.ts'
import { fullCustomer } from './customer-views.ts'
import type { Fault } from './faults/fault.ts'
import { readFaults } from './faults/read-faults.ts'
import { clear, createProject, startQuota, type Surroundings } from './project.ts'
import type { QuotaSetting } from './quota/quota-setting.ts'
import type { QuotaReport } from './quota/quota.ts'
import { readQuota } from './quota/read-quota.ts'
import { serve } from './serve.ts'
import { defaultSandboxSettings, type SandboxSettings } from './settings.ts'
import type { StoredEvent } from './stored-events.ts'

/** Settings that differ from the defaults; time and chance, for tests. */
export interface SandboxOptions extends Partial<SandboxSettings>, Partial<Surroundings> {}

/** A customer as `GET /v1/customers/{id}` shows it. */
export type SandboxCustomer = ReturnType<typeof fullCustomer>

/** A running sandbox. */
export interface Sandbox {
  /** Where it listens, without a slash at the end. */
  readonly url: string
  readonly port: number
  /** The settings in force, keys and port included. */
  readonly settings: SandboxSettings
  /** The events stored so far, oldest first: a copy, which does not grow. */
  readonly events: () => readonly StoredEvent[]
  /** The customers so far, oldest first. */
  readonly customers: () => readonly SandboxCustomer[]
  /**
   * Scripts what goes wrong next, instead of what is left of the script before. Throws for a fault that makes no sense.
   */
  readonly script: (faults: readonly Fault[]) => void
  /** Holds every answer of the API back for so long; the event is stored at once. 0 ends it. */
  readonly setLatency: (ms: number) => void
  /** How often faults have struck, by their names, since it began or was cleared. */
  readonly struck: () => Readonly<Record<string, number>>
  /** Another quota, of which nothing is spent. Throws for one that makes no sense. */
  readonly setQuota: (quota: QuotaSetting) => void
  /** Changes how many calls of the quota others make in each period, from now on and in the one that runs. */
  readonly setOtherCalls: (calls: number) => void
  /** How the quota was used, or `null` without one. */
  readonly quota: () => QuotaReport | null
  /** How long after it was stored an event shows in the activity of its customer; those that are stored, too. */
  readonly setActivityDelay: (ms: number) => void
  /** Ends all OAuth tokens, and tells how many were alive. */
  readonly endTokens: () => number
  /** How many OAuth tokens were generated, and how many are alive. */
  readonly tokens: () => { readonly generated: number; readonly alive: number }
  /** How the API has answered so far: by status, and `cut`, `trickle`, `reset`, `silence`. */
  readonly answers: () => Readonly<Record<string, number>>
  /** Back to how it began: no events, customers, tokens, latency, counts; faults, quota, delay as set at the start. */
  readonly clear: () => void
  /** Requests to the API so far; those to `/_sandbox` do not count. */
  readonly requests: number
  /** Stops listening and drops the connections that are left. */
  readonly close: () => Promise<void>
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

/**
 * Starts a local Voucherify that keeps everything in memory. Rejects when it cannot listen (address in use, no
 * permission), with a TypeError for settings that make no sense.
 *
 * @example
 * await using sandbox = await startSandbox({ port: 4010 })
 * sandbox.script([{ times: 2, status: 503, headers: { 'retry-after': '1' } }])
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { now = Date.now, random = Math.random, wait = waitOrStop, ...given } = options
  const stop = new AbortController()
  const wanted = { ...defaultSandboxSettings, ...given }
  const beginning = readBeginning(wanted)
  const server = createServer({ keepAliveTimeout: keepAliveMs })
  server.listen(wanted.port, wanted.host)
  await once(server, 'listening')

  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : wanted.port
  const settings = { ...wanted, port }
  const project = createProject(settings, beginning, { now, random, wait }, stop.signal)
  server.on('request', serve(project))
  const close = async () => {
    stop.abort()
    if (!server.listening) return
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    await closed
  }
  return {
    url: `http://${urlHost(settings.host)}:${port}`,
    port,
    settings,
    events: project.events.all,
    customers: () => project.customers.all().map(fullCustomer),
    script: (faults) => {
      const read = readFaults(faults)
      if (read._tag === 'Complaint') throw new TypeError(read.complaint)
      project.script.write(read.faults)
    },
    setLatency: (ms) => {
      project.latencyMs = ms
    },
    struck: project.script.struck,
    setQuota: (setting) => {
      const read = readQuota(setting)
      if (read._tag === 'Complaint') throw new TypeError(read.complaint)
      startQuota(project, read.quota)
    },
    setOtherCalls: (calls) => project.quota?.setOtherCalls(calls),
    quota: () => project.quota?.report() ?? null,
    setActivityDelay: (ms) => {
      project.activityDelayMs = ms
    },
    endTokens: project.tokens.endAll,
    tokens: project.tokens.counts,
    answers: () => Object.fromEntries(project.answers),
    clear: () => clear(project),
    get requests() {
      return project.requests
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}

/**
 * As long as a load balancer keeps an idle connection: Node's 5 s would reset the ones that a client is about to use
 * again.
 */
const keepAliveMs = 65_000

async function waitOrStop(ms: number, stop: AbortSignal): Promise<void> {
  // The only failure of this timer is the stop itself, and then waiting is over, too.
  await sleep(ms, undefined, { signal: stop }).catch(() => undefined)
}

function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1'
  return host.includes(':') ? `[${host}]` : host
}
