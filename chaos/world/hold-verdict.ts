import type { Bars } from '../bars.ts'
import type { Counted } from '../run.ts'
import type { Verdict } from './verdict.ts'

/** What must hold in every run: nothing missing, nothing that nobody sent, nothing changed. */
export const holdVerdict = (bars: Bars, { missing, spurious, corrupted, disordered }: Verdict): void => {
  bars.equal(`missing${firstOf(missing)}`, missing.length, 0)
  bars.equal(`spurious${firstOf(spurious)}`, spurious.length, 0)
  bars.equal(`corrupted${firstOf(corrupted)}`, corrupted.length, 0)
  bars.equal(`out of order${firstOf(disordered)}`, disordered.length, 0)
}

const firstOf = ([first]: readonly string[]): string => (first === undefined ? '' : ` (first: ${first.slice(0, 200)})`)

/** A verdict as the certificate shows it. */
export const countedOf = (verdict: Verdict): Counted => ({
  received: verdict.acknowledged,
  stored: verdict.stored,
  missing: verdict.missing.length,
  spurious: verdict.spurious.length,
  corrupted: verdict.corrupted.length,
  outOfOrder: verdict.disordered.length,
  doubled: verdict.doubled,
  parked: verdict.parked,
  parkedAndStored: verdict.parkedAndStored,
  letters: verdict.letters,
})
