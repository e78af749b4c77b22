import type { Fault } from './faults/fault.ts'
import type { QuotaSetting } from './quota/quota-setting.ts'
import type { EventSchema, UndefinedEvents } from './schemas/event-schema.ts'

/** How a sandbox is set up. */
export interface SandboxSettings {
  /** Address to listen on. */
  readonly host: string
  /** Port to listen on; 0 takes a free one. */
  readonly port: number
  readonly applicationId: string
  readonly secretKey: string
  readonly clientApplicationId: string
  readonly clientSecretKey: string
  /** Origins that may use the client side: `host`, `.host` (its subdomains), `*`. */
  readonly allowedOrigins: readonly string[]
  /** Longest request body. Voucherify's limit for events is not published; 1 MiB is its framework's default. */
  readonly maxBodyBytes: number
  /** Client-side calls per IP address in 5 seconds; 0 or Infinity: no limit. */
  readonly clientCallsPer5s: number
  /** Calls of the whole project: a plan's, one's own, or no limit. */
  readonly quota: QuotaSetting
  /**
   * How long after it was stored an event shows in the activity of its customer. Voucherify says "a few seconds later"
   * of what follows an event.
   */
  readonly activityDelayMs: number
  /** How long an OAuth token lives. */
  readonly tokenLifeMs: number
  /** Definitions of events: their metadata is judged by them. */
  readonly eventSchemas: readonly EventSchema[]
  /** Whether events without a definition are accepted; what Voucherify does is not published. */
  readonly undefinedEvents: UndefinedEvents
  /** What goes wrong from the beginning. */
  readonly faults: readonly Fault[]
}

/** A setting as it can be printed: name, default, meaning. */
export interface SandboxSettingLine {
  readonly name: keyof SandboxSettings
  readonly default: SandboxSettings[keyof SandboxSettings]
  readonly meaning: string
}

/** What a sandbox takes for settings that are not given. The keys are fixed, so that examples can name them. */
export const defaultSandboxSettings: SandboxSettings = {
  host: '127.0.0.1',
  port: 0,
  applicationId: 'sandbox-app-id',
  secretKey: 'sandbox-secret-key',
  clientApplicationId: 'sandbox-client-app-id',
  clientSecretKey: 'sandbox-client-secret',
  allowedOrigins: ['*'],
  maxBodyBytes: 1_048_576,
  clientCallsPer5s: 5,
  quota: 'none',
  activityDelayMs: 0,
  tokenLifeMs: 900_000,
  eventSchemas: [],
  undefinedEvents: 'accept',
  faults: [],
}

/** Every setting with its default and meaning, in the order to print them. */
export const sandboxSettingLines: readonly SandboxSettingLine[] = [
  line('host', 'address to listen on'),
  line('port', 'port to listen on; 0 takes a free one'),
  line('applicationId', 'X-App-Id of the server side'),
  line('secretKey', 'X-App-Token of the server side'),
  line('clientApplicationId', 'X-Client-Application-Id of the client side'),
  line('clientSecretKey', 'X-Client-Token of the client side'),
  line('allowedOrigins', 'origins that may use the client side: host, .host (its subdomains), *'),
  line('maxBodyBytes', 'longest request body, in bytes'),
  line('clientCallsPer5s', 'client-side calls per IP address in 5 seconds; 0 for no limit'),
  line('quota', 'calls of the whole project: none, sandbox, business, organization, or an object'),
  line('activityDelayMs', 'milliseconds until a stored event shows in the activity of its customer'),
  line('tokenLifeMs', 'milliseconds that an OAuth token lives'),
  line('eventSchemas', 'definitions of events: their metadata is judged by them'),
  line('undefinedEvents', 'accept or reject events without a definition'),
  line('faults', 'what goes wrong from the beginning'),
]

function line(name: keyof SandboxSettings, meaning: string): SandboxSettingLine {
  return { name, default: defaultSandboxSettings[name], meaning }
}
