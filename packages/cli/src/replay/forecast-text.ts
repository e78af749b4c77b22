import type { Writable } from 'node:stream'
import type { Cost, Forecast, RouteForecast } from '@vouchrelay/core'
import { paint } from '../paint.ts'
import { plain } from '../plain.ts'
import { faultLines } from '../plan/fault-lines.ts'
import { table } from '../table.ts'
import { withReasons } from '../with-reasons.ts'
import { durationText } from './duration-text.ts'

/** Why a replay may give what was given before. */
export const timeWarning =
  'Voucherify takes no time with an event: it counts what is replayed as happening now, and rules that pay, pay again for what the state does not remember.'

/** What a replay would do, for people. */
export const forecastText = (forecast: Forecast, now: number, out: Writable): string => {
  const { file, from, lines, blank, delivered, skipped, buried, routes, misfits, cost, beyondMemory, notes } = forecast
  const ends = [
    `${delivered} to deliver`,
    withReasons('to skip', skipped),
    withReasons('to bury', buried),
    `${blank} blank`,
  ]
  const warnings = [
    ...notes,
    ...(beyondMemory === 0
      ? []
      : [`${beyondMemory} events happened before what the state remembers: whether they were delivered is not known.`]),
    ...(cost.calls === 0 ? [] : [timeWarning]),
  ]
  return [
    `${file === '-' ? 'standard input' : file}${from === 0 ? '' : `, behind line ${from}`}: ${lines} lines = ${ends.join(' + ')}`,
    '',
    ...(Object.keys(routes).length === 0 ? [] : [routesTable(routes), '']),
    ...costLines(cost, now),
    ...misfits.flatMap(({ line, route, reason, faults }) => [
      `line ${line}${route === undefined ? '' : `, ${route}`}: ${paint(out, 'bad', `buried, ${reason}`)}`,
      ...faultLines(faults),
    ]),
    ...warnings.map((warning) => paint(out, 'strong', plain(warning))),
    'Nothing was sent.',
  ].join('\n')
}

const routesTable = (routes: Forecast['routes']): string =>
  table(
    ['route', 'to send', 'delivered before', 'twice in the file', 'skipped', 'in doubt', 'buried', 'can pay points'],
    Object.entries(routes).map(([name, route]) => [
      name,
      String(route.shipments),
      String(route.delivered),
      String(route.repeated),
      reasonsText(route.skipped),
      String(route.inDoubt),
      reasonsText(route.buried),
      paysText(route),
    ]),
  )

const reasonsText = (reasons: Readonly<Record<string, number>>): string =>
  Object.entries(reasons)
    .map(([reason, n]) => `${n} ${reason}`)
    .join(', ') || '0'

const paysText = ({ pays, naming }: RouteForecast): string => {
  switch (pays) {
    case 'never':
      return 'no'
    case 'may':
      return 'yes, by a rule for its event'
    case 'names':
      return `yes, ${naming} name a card or a referral`
    default:
      return pays satisfies never
  }
}

const costLines = ({ calls, quota, cycle, leastMs }: Cost, now: number): readonly string[] => {
  const limit = quota === undefined ? undefined : `${quota.calls} calls in ${durationText(quota.periodMs / 1_000)}`
  const part =
    cycle === undefined ? '' : `, ${percent(cycle.part)} of the ${cycle.calls} that are for it in a billing cycle`
  const finish =
    leastMs === undefined
      ? 'It ends when the answers allow: no quota is declared, and none is known before the first answer.'
      : `It takes ${durationText(leastMs / 1_000)} at least, until ${new Date(now + leastMs).toISOString()}, ` +
        `where live events leave it its part${limit === undefined ? '' : ` of ${limit}`}.`
  return [`${calls === 1 ? '1 call' : `${calls} calls`}${part}.`, ...(calls === 0 ? [] : [finish]), '']
}

const percent = (part: number): string => `${part < 0.1 ? (part * 100).toFixed(1) : Math.round(part * 100)} %`
