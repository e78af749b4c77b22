import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect } from 'chai'

/** The short form of a bench: one small round. What it measures means nothing then; that it measures does. */
const shortForm = async (script: string, events: number): Promise<unknown> => {
  const file = new URL(`../bench/${script}`, import.meta.url).pathname
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', file, '1', String(events)])
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
}

describe('the benches', function () {
  this.timeout(120_000)

  for (const [bench, script, events, ratios] of [
    ['plan', 'plan.ts', 2_000, ['planToHand', 'planWithEnvelopeToHand', 'parseToHand', 'planUs']],
    ['journey', 'journey.ts', 200, ['journalThroughSettleToBareGot', 'intakeToBareGot', 'intakeInBatchesToBareGot']],
  ] as const) {
    it(`end with a line of JSON that holds the ratios: ${bench}`, async () => {
      const line = await shortForm(script, events)
      expect(line).to.include({ bench })
      for (const ratio of ratios) expect(line).to.have.property(ratio).that.is.above(0)
    })
  }
})
