import type { Letter } from '../../contracts/letters.ts'
import { neverThrowing } from '../../pipeline/never-throwing.ts'
import { createPlan, type Plan } from '../../pipeline/plan.ts'
import type { RelaySettings } from '../relay-settings.ts'
import { lettersRun } from './decide.ts'

/** What would become of a letter that is sent again, without doing anything about it; undefined for a source that there is not. */
export type Replan = (letter: Letter, body: 'mapped anew' | 'as it was') => Plan<unknown> | undefined

/** The plans of a relay that is not started, of letters instead of events. */
export const createReplan = (settings: RelaySettings): Replan => {
  const planOf = neverThrowing(createPlan({ routes: settings.routes, bodies: settings.destination.pure().bodies }))
  const readings = new Map(settings.sources.map(({ name, pure }) => [name, pure()]))
  return ({ source, deliveryId: id, bytes, envelope, receivedAt, route, body }, which) => {
    const reading = readings.get(source)
    if (reading === undefined) return undefined
    const replay = { run: lettersRun, route, body: which === 'as it was' ? JSON.stringify(body) : undefined }
    const raw = { bytes, envelope, receivedAt }
    return planOf(reading, { source, id, raw, receivedAt, replay })
  }
}
