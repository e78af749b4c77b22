import { copies } from './copies.ts'
import { createCustomer } from './customers.ts'
import { journey } from './journey.ts'
import type { Labelled } from './labelled.ts'
import { misfits } from './misfits.ts'
import { createPen } from './pen.ts'
import { createRandom } from './random.ts'

/** Changing it, or anything else about the bundle, changes the sums: run `generate.ts` again. */
const seed = 20_260_302
const customers = 40
const opening = Date.parse('2026-03-02T08:00:00.000Z')
const betweenCustomersMs = 150_000
const everyNthHasMisfits = 8
const percentCopied = 10

/** The bundle: a morning in a shop of 40 customers, in the order in which it happened. */
export const createEvents = (): readonly Labelled[] => {
  const random = createRandom(seed)
  const events = Array.from({ length: customers }, (_, i) => {
    const pen = createPen(createCustomer(i + 1, random), opening + i * betweenCustomersMs, random)
    journey(pen)
    if ((i + 1) % everyNthHasMisfits === 0) misfits(pen)
    return pen.written()
  }).flat()
  return [...events, ...copies(events, percentCopied, random)].toSorted((a, b) => a.at - b.at)
}
