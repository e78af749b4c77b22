import { expect } from 'chai'
import fc from 'fast-check'
import { headerCount } from '../../src/delivery/header-count.ts'
import type { ReplyHeaders } from '../../src/delivery/http.ts'
import { httpDate } from '../../src/delivery/http-date.ts'
import { retryAfter } from '../../src/delivery/retry-after.ts'

const now = Date.parse('2026-11-21T12:00:00Z')
/** The other side's clock, an hour behind. */
const date = 'Sat, 21 Nov 2026 11:00:00 GMT'

const cases: readonly (readonly [title: string, headers: ReplyHeaders, waitMs: number | undefined])[] = [
  ['nothing', {}, undefined],
  ['seconds', { 'retry-after': '120' }, 120_000],
  ['zero seconds', { 'retry-after': '0' }, 0],
  ['seconds with blanks around', { 'retry-after': ' 7 ' }, 7000],
  ['seconds beside another clock', { 'retry-after': '120', date }, 120_000],
  ['an HTTP date', { 'retry-after': 'Sat, 21 Nov 2026 12:01:00 GMT' }, 60_000],
  ['an RFC 850 date', { 'retry-after': 'Saturday, 21-Nov-26 12:01:00 GMT' }, 60_000],
  ['an asctime date, which is in UTC', { 'retry-after': 'Sat Nov 21 12:01:00 2026' }, 60_000],
  ['a date by the clock of who says it', { 'retry-after': 'Sat, 21 Nov 2026 11:01:00 GMT', date }, 60_000],
  [
    'a date beside a clock that cannot be read',
    { 'retry-after': 'Sat, 21 Nov 2026 12:01:00 GMT', date: 'noon' },
    60_000,
  ],
  ['a date that has passed', { 'retry-after': 'Sat, 21 Nov 2026 11:00:00 GMT' }, 0],
  ['nonsense', { 'retry-after': 'soon' }, undefined],
  ['an empty text', { 'retry-after': '' }, undefined],
  ['a negative number', { 'retry-after': '-5' }, undefined],
  ['a fraction', { 'retry-after': '1.5' }, undefined],
  ['a number beyond all times', { 'retry-after': '99999999999999999999' }, undefined],
  ['a date that Date.parse alone would take', { 'retry-after': '2026-11-21' }, undefined],
  ['a day that does not exist', { 'retry-after': 'Sat, 99 Nov 2026 12:01:00 GMT' }, undefined],
  ['a list', { 'retry-after': ['1', '2'] }, undefined],
]

describe('retryAfter', () => {
  for (const [title, headers, waitMs] of cases) {
    it(`reads ${title}`, () => {
      expect(retryAfter(headers, now)).to.equal(waitMs)
    })
  }

  it('is a wait from nothing on, or none, whatever the headers are', () => {
    const header = fc.option(
      fc.oneof(
        fc.string(),
        fc.date({ noInvalidDate: true }).map((d) => d.toUTCString()),
      ),
      { nil: undefined },
    )
    fc.assert(
      fc.property(header, header, (after, date) => {
        const waitMs = retryAfter({ 'retry-after': after, date }, now)
        expect(waitMs === undefined || (Number.isFinite(waitMs) && waitMs >= 0)).to.equal(true)
      }),
    )
  })
})

describe('headerCount', () => {
  it('reads what Number reads of at most ten digits, and nothing else', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.nat({ max: 2 ** 34 }).map(String)), (text) => {
        const count = /^\d{1,10}$/.test(text.trim()) ? Number(text) : undefined
        expect(headerCount(text)).to.equal(count)
      }),
    )
  })
})

describe('httpDate', () => {
  it('gives back the time of each date, whichever was read before', () => {
    const seconds = fc.integer({ min: 0, max: 4_102_444_799 })
    fc.assert(
      fc.property(fc.array(seconds, { minLength: 2 }), (times) => {
        expect(times.map((time) => httpDate(new Date(time * 1000).toUTCString()))).to.deep.equal(
          times.map((time) => time * 1000),
        )
      }),
    )
  })
})
