import { expect } from 'chai'
import type { RateReading } from '../../src/contracts/failure.ts'
import type { ReplyHeaders } from '../../src/delivery/http.ts'
import { rateOf } from '../../src/voucherify/rate.ts'

const now = Date.parse('2026-11-21T12:00:00.400Z')
const epoch = (seconds: number) => String(Date.parse('2026-11-21T12:00:00Z') / 1000 + seconds)
/** The other side's clock, an hour ahead. */
const date = 'Sat, 21 Nov 2026 13:00:00 GMT'

const nothing = { limit: undefined, remaining: undefined, resetMs: undefined }

const cases: readonly (readonly [title: string, headers: ReplyHeaders, rate: RateReading | undefined])[] = [
  ['nothing', { 'content-type': 'application/json', 'retry-after': '5' }, undefined],
  ['nonsense', { 'x-rate-limit-limit': 'many', 'x-rate-limit-remaining': '-1', 'x-rate-limit-retry': '' }, undefined],
  [
    'all',
    { 'x-rate-limit-limit': '2000', 'x-rate-limit-remaining': '0', 'x-rate-limit-retry': epoch(30) },
    { of: 'period', limit: 2000, remaining: 0, resetMs: 29_600 },
  ],
  ['a part', { 'x-rate-limit-remaining': '7' }, { ...nothing, of: 'period', remaining: 7 }],
  [
    'a part beside nonsense',
    { 'x-rate-limit-limit': '9', 'x-rate-limit-remaining': 'x' },
    { ...nothing, of: 'period', limit: 9 },
  ],
  [
    'a time by the clock of who says it',
    { 'x-rate-limit-retry': epoch(3630), date },
    { ...nothing, of: 'period', resetMs: 30_000 },
  ],
  ['a time that has passed', { 'x-rate-limit-retry': epoch(-5) }, { ...nothing, of: 'period', resetMs: 0 }],
  ['a cycle', { 'x-rate-limit-type': 'api_calls_cycle' }, { ...nothing, of: 'cycle' }],
  ['another type', { 'x-rate-limit-type': 'api_calls' }, { ...nothing, of: 'period' }],
]

describe('rateOf', () => {
  for (const [title, headers, rate] of cases) {
    it(`reads ${title}`, () => {
      expect(rateOf(headers, now)).to.deep.equal(rate)
    })
  }
})
