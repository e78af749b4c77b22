import { expect } from 'chai'
import { retryAfter } from '../../src/delivery/retry-after.ts'
import type { ReplyHeaders } from '../../src/delivery/http.ts'

const now = Date.parse('2026-11-21T12:00:00Z')
const inSeconds = (seconds: number) => now + seconds * 1000
const epoch = (seconds: number) => String(inSeconds(seconds) / 1000)

const cases: readonly (readonly [title: string, headers: ReplyHeaders, time: number | undefined])[] = [
  ['nothing', {}, undefined],
  ['seconds', { 'retry-after': '120' }, inSeconds(120)],
  ['zero seconds', { 'retry-after': '0' }, now],
  ['seconds with blanks around', { 'retry-after': ' 7 ' }, inSeconds(7)],
  ['an HTTP date', { 'retry-after': 'Sat, 21 Nov 2026 12:01:00 GMT' }, inSeconds(60)],
  ['an RFC 850 date', { 'retry-after': 'Saturday, 21-Nov-26 12:01:00 GMT' }, inSeconds(60)],
  ['an asctime date, which is in UTC', { 'retry-after': 'Sat Nov 21 12:01:00 2026' }, inSeconds(60)],
  ['a date that has passed', { 'retry-after': 'Sat, 21 Nov 2026 11:00:00 GMT' }, inSeconds(-3600)],
  ['the epoch of the rate limit', { 'x-rate-limit-retry': epoch(30) }, inSeconds(30)],
  ['both, the first later', { 'retry-after': '60', 'x-rate-limit-retry': epoch(30) }, inSeconds(60)],
  ['both, the second later', { 'retry-after': '10', 'x-rate-limit-retry': epoch(30) }, inSeconds(30)],
  ['nonsense', { 'retry-after': 'soon', 'x-rate-limit-retry': 'later' }, undefined],
  ['nonsense beside sense', { 'retry-after': 'soon', 'x-rate-limit-retry': epoch(5) }, inSeconds(5)],
  ['an empty text', { 'retry-after': '', 'x-rate-limit-retry': '' }, undefined],
  ['a negative number', { 'retry-after': '-5' }, undefined],
  ['a fraction', { 'retry-after': '1.5' }, undefined],
  ['a number beyond all times', { 'retry-after': '99999999999999999999' }, undefined],
  ['a date that Date.parse alone would take', { 'retry-after': '2026-11-21' }, undefined],
  ['a day that does not exist', { 'retry-after': 'Sat, 99 Nov 2026 12:01:00 GMT' }, undefined],
  ['a list', { 'retry-after': ['1', '2'] }, undefined],
]

describe('retryAfter', () => {
  for (const [title, headers, time] of cases) {
    it(`reads ${title}`, () => {
      expect(retryAfter(headers, now)).to.equal(time)
    })
  }
})
