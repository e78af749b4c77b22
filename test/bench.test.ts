import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect } from 'chai'

/** The short form of a bench: one small round. What it measures means nothing then; that it measures does. */
const shortForm = async (script: string, args: readonly number[]): Promise<unknown> => {
  const file = new URL(`../bench/${script}`, import.meta.url).pathname
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', file, ...args.map(String)])
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
}

describe('the benches', function () {
  this.timeout(120_000)

  for (const [bench, script, args, ratios] of [
    ['plan', 'plan.ts', [1, 2_000], ['planToHand', 'planWithEnvelopeToHand', 'parseToHand', 'planUs']],
    [
      'journey',
      'journey.ts',
      [1, 200],
      [
        'journalThroughSettleToBareGot',
        'withoutLedgerAndQuotaToBareGot',
        'intakeToBareGot',
        'intakeInBatchesToBareGot',
      ],
    ],
    [
      'mapping',
      'mapping.ts',
      [1, 500],
      ['10 fields: transform() to ours', 'unwanted, decoded, to JSON.parse', 'unwanted, unread, to JSON.parse'],
    ],
    ['backfill', 'backfill.ts', [1, 300], ['resendToBareUndici', 'parkToBareUndici', 'parkOnGotToBareUndici']],
    ['state', 'state.ts', [1, 500], ['resendToPark', 'parkUsAnEvent']],
    ['filter', 'filter.ts', [2_000, 1], ['skipToParse', 'decodeToParse', 'readToParse']],
  ] as const) {
    it(`end with a line of JSON that holds the ratios: ${bench}`, async () => {
      const line = await shortForm(script, args)
      expect(line).to.include({ bench })
      for (const ratio of ratios) expect(line).to.have.property(ratio).that.is.above(0)
    })
  }
})
