import { InvalidArgumentError, type Command } from 'commander'
import { nearest, type LetterFilter } from '@vouchrelay/core'
import { readTime } from './read-time.ts'

/** Which letters are meant, as options say it. A time may be one that is so long ago. */
export interface FilterOptions {
  readonly reason?: string
  readonly route?: string
  readonly source?: string
  readonly customer?: string
  readonly since?: string
  readonly until?: string
}

const reasons = ['undecodable', 'unmappable', 'invalid', 'refused', 'exhausted', 'in doubt']

const readReason = (text: string): string => {
  const reason = text.replaceAll('-', ' ')
  if (reasons.includes(reason)) return reason
  const near = nearest(reason, reasons)
  throw new InvalidArgumentError(`Expected ${reasons.join(', ')}${near ? ` (did you mean ${near}?)` : ''}.`)
}

const checkTime = (text: string): string => {
  if (readTime(text, 0) !== undefined) return text
  throw new InvalidArgumentError('Expected a time such as 2026-11-21T08:00Z, or how long ago: 90m, 36h, 7d.')
}

/** Adds the options to a command. */
export const withFilter = (command: Command): Command =>
  command
    .option('--reason <reason>', `only those that are ${reasons.join(', ')}`, readReason)
    .option('--route <name>', 'only those of a route')
    .option('--source <name>', 'only those of a source')
    .option('--customer <id>', 'only those of a customer, by the id that the shipment carries')
    .option('--since <time>', 'only those buried since then: 2026-11-21T08:00Z, or 36h ago', checkTime)
    .option('--until <time>', 'only those buried before', checkTime)

/** @param now milliseconds since the epoch */
export const filterOf = (options: FilterOptions, now: number): LetterFilter => {
  const { reason, route, source, customer, since, until } = options
  const timeOf = (text: string | undefined) => (text === undefined ? undefined : readTime(text, now))
  return { reason, route, source, customer, since: timeOf(since), until: timeOf(until) }
}

/** Whether the options leave out any letter. */
export const isFiltering = (filter: LetterFilter): boolean => Object.values(filter).some((value) => value !== undefined)
