import { isLeft, left, right, type Either } from 'fp-ts/lib/Either.js'
import type { StartFailure } from '../../../contracts/failure.ts'
import { reasonOf } from '../../../contracts/reason-of.ts'
import { createLineCutter } from '../../../replay/cut-lines.ts'
import { tooLongFaults } from '../../../replay/too-long.ts'
import { openReader } from '../../../state/reader.ts'
import { createDryRun, type DryRun } from '../../dry-run.ts'
import type { Surroundings } from '../../relay.ts'
import type { RelaySettings } from '../../relay-settings.ts'
import { stateDirOf } from '../../state-dir.ts'
import { refusal, type ReplayRefusal } from '../replay-refusal.ts'
import type { ReplayRequest } from '../replay-request.ts'
import { costOf } from './cost-of.ts'
import { createForecaster, type Forecaster } from './create-forecaster.ts'
import type { Forecast } from './forecast.ts'
import { openForecastText, type ForecastText } from './open-forecast.ts'
import { quotaOf } from './quota-of.ts'

const hourMs = 60 * 60_000

/**
 * Tells what a replay would do: every line is decoded, routed, mapped and validated as a relay does it, and looked up in the
 * ledger, which is only read. Nothing is sent and nothing is written; a relay may run beside it.
 *
 * @param stream what is read instead of the file
 */
export const forecastReplay = async (
  settings: RelaySettings,
  surroundings: Surroundings,
  request: ReplayRequest,
  stream?: AsyncIterable<Buffer>,
): Promise<Either<StartFailure | ReplayRefusal, Forecast>> => {
  const dryRun = createDryRun(settings, request.source)
  if (dryRun === undefined) return left(refusal('no source', `There is no source ${request.source}.`))
  const quota = await quotaOf(settings, surroundings)
  if (isLeft(quota)) return quota
  const reader = openReader(stateDirOf(settings, surroundings.file))
  const standings = isLeft(reader) ? undefined : reader.right.standings
  try {
    const opened = await openForecastText(request, standings?.replays(request.source) ?? [], stream)
    if (isLeft(opened)) return opened
    const forecaster = createForecaster({
      standingOf: (shipment) => standings?.of(shipment) ?? 'free',
      bodies: settings.destination.pure().bodies,
      routes: settings.routes,
      remembersFrom: surroundings.now() - settings.state.rememberDeliveredHours * hourMs,
    })
    const { lines, blank, trouble } = await look(opened.right, dryRun, forecaster, surroundings.now())
    const { note, from } = opened.right
    const unread = isLeft(reader) ? `What was delivered before is not known: ${reader.left}.` : undefined
    return right({
      file: request.file,
      source: request.source,
      from: from.line,
      lines,
      blank,
      ...forecaster.read(),
      cost: costOf(forecaster.calls(), quota.right, request.perSecond),
      notes: [note, unread, trouble].flatMap((one) => (one === undefined ? [] : [one])),
    })
  } finally {
    if (!isLeft(reader)) reader.right.close()
  }
}

const look = async (
  { chunks, from, close }: ForecastText,
  dryRun: DryRun,
  forecaster: Forecaster,
  now: number,
): Promise<Pick<Forecast, 'lines' | 'blank'> & { readonly trouble?: string }> => {
  const cutter = createLineCutter(from)
  let events = 0
  const cut = (): void => {
    for (let line = cutter.next(); line !== undefined; line = cutter.next()) {
      events += 1
      forecaster.add(line.number, line.isTooLong ? tooLong : dryRun(line.bytes, now))
    }
  }
  const counted = () => ({ lines: cutter.place().line - from.line, blank: cutter.place().line - from.line - events })
  try {
    for await (const chunk of chunks) {
      cutter.give(chunk)
      cut()
    }
    cutter.finish()
    cut()
    return counted()
  } catch (error) {
    return { ...counted(), trouble: `It cannot be read behind line ${cutter.place().line}: ${reasonOf(error)}.` }
  } finally {
    await close()
  }
}

const tooLong = { _tag: 'Undecodable', faults: tooLongFaults } as const
