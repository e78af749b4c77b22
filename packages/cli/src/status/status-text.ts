import type { Writable } from 'node:stream'
import type { Funnel, Status } from '@vouchrelay/core'
import { paint } from '../paint.ts'
import { plain } from '../plain.ts'
import { table } from '../table.ts'
import { replayLines } from './replay-lines.ts'

/** How a running relay is, for people. */
export const statusText = (status: Status, out: Writable): string => {
  const { readiness, destination, quota, backlog, inDoubt, letters, replays, funnel, minutesToDrain } = status
  const isOpen = destination.state === 'open'
  const until = destination.until === undefined ? '' : ` until ${timeOf(destination.until)}`
  const reason = destination.reason === undefined ? '' : `: ${destination.reason}`
  const waiting = sum(Object.values(backlog.events))
  const rows: readonly (readonly [name: string, value: string])[] = [
    [
      'relay',
      `${paint(out, readiness.ready ? 'good' : 'bad', readiness.ready ? 'ready' : 'not ready')}, since ${timeOf(status.since)}`,
    ],
    ['destination', plain(`${paint(out, isOpen ? 'good' : 'bad', destination.state)}${until}${reason}`)],
    ['calls', callsText(quota)],
    ['this cycle', cycleText(quota.cycle)],
    ['waiting', `${eventsText(waiting)}${listed(backlog.events)}${drainText(minutesToDrain)}`],
    ['on the way', `${shipmentsText(sum(Object.values(backlog.shipments)))}${listed(backlog.shipments)}`],
    ['in doubt', `${shipmentsText(sum(Object.values(inDoubt)))}${listed(inDoubt)}`],
    ['letters', `${letters.held}${listed(letters.byReason)}`],
  ]
  return [
    ...rows.map(([name, value]) => `${name.padEnd(12)} ${value}`),
    ...replayLines(replays),
    ...readiness.ails.map((ail) => `${'ails'.padEnd(12)} ${paint(out, 'bad', plain(ail))}`),
    ...readiness.alarms.map((alarm) => `${'alarm'.padEnd(12)} ${paint(out, 'bad', plain(alarm))}`),
    '',
    table(
      ['source', ...stages],
      Object.entries(funnel).map(([source, stage]) => funnelRow(source, stage)),
    ),
    '',
  ].join('\n')
}

const stages = [
  'received',
  'waiting',
  'inDoubt',
  'delivered',
  'duplicate',
  'skipped',
  'invalid',
  'buried',
  'parked',
  'unaccounted',
] as const satisfies readonly (keyof Funnel)[]

const funnelRow = (source: string, funnel: Funnel): readonly string[] => [
  source,
  ...stages.map((stage) => `${funnel[stage]}`),
]

const callsText = ({ basis, perMinute, pacePerMinute, lastMinute, left }: Status['quota']): string => {
  const made = `${lastMinute} in the last minute`
  if (basis === 'none' || perMinute === undefined) return `${made}; no limit is known`
  const pace = pacePerMinute === undefined ? '' : `, at present ${round(pacePerMinute)}`
  const rest = left === undefined ? '' : `; ${left} left of everybody's`
  return `${made}, of ${round(perMinute)} a minute (${basis})${pace}${rest}`
}

const cycleText = ({ calls, limit, projected, endsAt, spentFor }: Status['quota']['cycle']): string => {
  const of = limit === undefined ? '' : ` of ${limit}`
  const spent = spentFor === 'nobody' ? '' : `; spent${spentFor === 'rest' ? ' but for the reserve' : ''}`
  return `${calls}${of} calls, ${projected} by ${timeOf(endsAt).slice(0, 10)} at this rate${spent}`
}

const drainText = (minutes: number | undefined): string => {
  if (minutes === undefined) return ''
  return minutes < 90 ? `; about ${Math.ceil(minutes)} min to go` : `; about ${Math.round(minutes / 60)} h to go`
}

const round = (rate: number): string => `${Math.round(rate * 10) / 10}`
const timeOf = (ms: number): string => new Date(ms).toISOString()
const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0)
const eventsText = (count: number): string => (count === 1 ? '1 event' : `${count} events`)
const shipmentsText = (count: number): string => (count === 1 ? '1 shipment' : `${count} shipments`)

const listed = (counts: Readonly<Record<string, number>>): string => {
  const parts = Object.entries(counts).map(([name, count]) => `${count} ${name}`)
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`
}
