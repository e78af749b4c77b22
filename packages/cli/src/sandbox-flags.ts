import { InvalidArgumentError, Option, type Command } from 'commander'
import { readFileSync } from 'node:fs'
import { reasonOf } from '@vouchrelay/core'
import {
  defaultSandboxSettings,
  quotaPlans,
  readEventSchemas,
  readFaults,
  type EventSchema,
  type Fault,
  type QuotaPlan,
  type QuotaSetting,
  type SandboxQuota,
  type SandboxSettings,
  type UndefinedEvents,
} from '@vouchrelay/sandbox'
import { isSystemError } from './system-error.ts'

/** The flags of `vouchrelay sandbox` that say what it does beyond listening. */
export interface SandboxFlags {
  readonly quota: QuotaSetting
  readonly quotaWindow?: SandboxQuota['window']
  readonly cycleCalls?: number
  readonly otherCalls?: number
  readonly rateLimitType?: SandboxQuota['typeHeader']
  readonly activityDelay: number
  readonly tokenLife: number
  readonly eventSchemas?: readonly EventSchema[]
  readonly undefinedEvents: UndefinedEvents
  readonly faults?: readonly Fault[]
}

/** Adds the flags to a command. Their texts are its help. */
export const withSandboxFlags = (command: Command): Command => {
  const { quota, tokenLifeMs, activityDelayMs, undefinedEvents } = defaultSandboxSettings
  return command
    .option('--quota <plan>', `none, ${plans}, or calls/period as in 100/min, 50/2s`, readQuotaFlag, quota)
    .addOption(new Option('--quota-window <kind>', 'how its periods run').choices(['calendar', 'rolling']))
    .option('--cycle-calls <number>', 'its calls in a billing cycle', readWholeNumber)
    .option('--other-calls <number>', 'its calls that others spend, each period', readWholeNumber)
    .addOption(new Option('--rate-limit-type <when>', 'X-Rate-Limit-Type').choices(['always', 'on-429', 'never']))
    .option('--activity-delay <ms>', 'until an event shows in the activity', readWholeNumber, activityDelayMs)
    .option('--token-life <seconds>', 'how long an OAuth token lives', readWholeNumber, tokenLifeMs / 1000)
    .option('--event-schemas <file>', 'JSON with definitions of events, to judge metadata by', readSchemasFile)
    .addOption(
      new Option('--undefined-events <what>', 'what becomes of others')
        .choices(['accept', 'reject'])
        .default(undefinedEvents),
    )
    .option('--faults <file>', 'JSON with what goes wrong from the start', readFaultsFile)
}

/** The settings that the flags make; a text says which flags do not go together. */
export const settingsOf = (flags: SandboxFlags): Partial<SandboxSettings> | string => {
  const { activityDelay, tokenLife, eventSchemas = [], undefinedEvents, faults = [] } = flags
  const quota = quotaOf(flags)
  if (quota === undefined) return 'Flags of the quota need --quota: there is none without it.'
  return { quota, activityDelayMs: activityDelay, tokenLifeMs: tokenLife * 1000, eventSchemas, undefinedEvents, faults }
}

const plans = Object.keys(quotaPlans).join(', ')

const quotaOf = ({ quota, quotaWindow, cycleCalls, otherCalls, rateLimitType }: SandboxFlags) => {
  const own: Partial<SandboxQuota> = {
    ...(quotaWindow === undefined ? {} : { window: quotaWindow }),
    ...(cycleCalls === undefined ? {} : { cycleCalls }),
    ...(otherCalls === undefined ? {} : { otherCalls }),
    ...(rateLimitType === undefined ? {} : { typeHeader: rateLimitType }),
  }
  if (Object.keys(own).length === 0) return quota
  if (quota === 'none') return undefined
  return typeof quota === 'string' ? { plan: quota, ...own } : { ...quota, ...own }
}

const isPlan = (text: string): text is QuotaPlan => Object.hasOwn(quotaPlans, text)

const readQuotaFlag = (text: string): QuotaSetting => {
  if (text === 'none' || isPlan(text)) return text
  const [, calls = '', count = '1', unit = ''] = /^([1-9]\d{0,8})\/([1-9]\d{0,5})?(ms|s|min|h)$/.exec(text) ?? []
  const unitMs = new Map([
    ['ms', 1],
    ['s', 1_000],
    ['min', 60_000],
    ['h', 3_600_000],
  ]).get(unit)
  if (unitMs === undefined) throw new InvalidArgumentError(`Expected none, ${plans}, or calls/period as in 100/min.`)
  return { calls: Number(calls), periodMs: Number(count) * unitMs }
}

const readWholeNumber = (text: string): number => {
  if (!/^\d{1,12}$/.test(text)) throw new InvalidArgumentError('Expected a whole number.')
  return Number(text)
}

const readJsonFile = (file: string): unknown => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    if (isSystemError(error))
      throw new InvalidArgumentError(`Expected a file that can be read, found ${reasonOf(error)}.`)
    if (error instanceof SyntaxError) throw new InvalidArgumentError(`It is no JSON: ${error.message}.`)
    throw error
  }
}

const readSchemasFile = (file: string): readonly EventSchema[] => {
  const read = readEventSchemas(readJsonFile(file))
  if (read._tag === 'Complaint') throw new InvalidArgumentError(`${read.complaint}.`)
  return read.schemas
}

const readFaultsFile = (file: string): readonly Fault[] => {
  const read = readFaults(readJsonFile(file))
  if (read._tag === 'Complaint') throw new InvalidArgumentError(`${read.complaint}.`)
  return read.faults
}
