import type { Sandbox } from '@vouchrelay/sandbox'
import type { LoggedRequest } from './request-log.ts'

/** What can be asked of a sandbox in another process. */
export interface SandboxCalls extends Pick<
  Sandbox,
  'events' | 'script' | 'setLatency' | 'struck' | 'setQuota' | 'setOtherCalls' | 'quota' | 'setActivityDelay'
> {
  /** Requests to the API so far. */
  readonly requests: () => number
  /** Every request so far, where the sandbox was started to log them. */
  readonly log: () => readonly LoggedRequest[]
}

/** A question on its way to the sandbox. */
export interface Question {
  readonly id: number
  readonly call: keyof SandboxCalls
  readonly values: readonly unknown[]
}

/** Its answer. */
export interface Reply {
  readonly id: number
  readonly value?: unknown
  readonly error?: string
}

/** The first message of the sandbox's process. */
export interface Greeting {
  readonly url: string
}

/** What the sandbox's process is told to begin with, as JSON in its only argument. */
export interface Beginning {
  readonly port: number
  /** Whether requests are logged, bodies included: it costs memory. */
  readonly logs: boolean
}
