import { expect } from 'chai'
import { isRight } from 'fp-ts/lib/Either.js'
import type { Fate, SendFailure } from '../../src/contracts/failure.ts'
import type { ReplyHeaders } from '../../src/delivery/http.ts'
import { judge, judgeLost } from '../../src/voucherify/judge.ts'
import type { NotProcessed } from '../../src/voucherify/not-processed.ts'

const now = 1_000_000
const usual: readonly NotProcessed[] = [{ status: 503, withRetryAfter: true }]

const outcome = (status: number, body = '', headers: ReplyHeaders = {}, notProcessed = usual): 'sent' | SendFailure => {
  const judged = judge({ status, headers, body }, notProcessed, now)
  return isRight(judged) ? 'sent' : judged.left
}
const fate = (...reply: Parameters<typeof outcome>): 'sent' | Fate => {
  const judged = outcome(...reply)
  return judged === 'sent' ? judged : judged.fate
}

const fates: readonly (readonly [fate: Fate, statuses: readonly number[]])[] = [
  ['refused', [400, 404, 409, 410, 413, 415, 418, 422, 431, 451, 499]],
  ['misconfigured', [300, 301, 302, 304, 307, 308, 401, 402, 403, 405, 406, 407, 421, 426]],
  ['throttled', [429]],
  ['unavailable', [423, 425]],
  ['in-doubt', [408, 500, 501, 502, 503, 504, 520, 599]],
]

const full = {
  object: 'event',
  type: 'e',
  customer: { id: 'cust_1', object: 'customer', metadata: {} },
  referral: null,
  loyalty: null,
}
const successes: readonly (readonly [title: string, status: number, body: string])[] = [
  ['a whole event', 200, JSON.stringify(full)],
  ['a minimal event', 200, '{"object":"event","type":"e"}'],
  ['an event that was accepted', 202, JSON.stringify(full)],
  ['an event with attributes not known today', 200, '{"object":"event","type":"e","id":7,"referral":{}}'],
  ['nothing', 200, ''],
  ['no content', 204, ''],
  ['OK', 200, 'OK'],
]

const unreadable: readonly (readonly [title: string, body: string])[] = [
  ['HTML', '<html><body>Welcome</body></html>'],
  ['JSON cut short', '{"object":"event","ty'],
  ['JSON cut at a brace', '{"object":"event","type":"x","customer":{"object":"customer"}'],
  ['a JSON list', '[]'],
  ['another text', 'Hello'],
  ['an error', '{"code":404,"key":"not_found","message":"Resource not found"}'],
  ['an error of the framework', '{"statusCode":413,"error":"Too Large","message":"Too large"}'],
]

const errors: readonly (readonly [title: string, status: number, body: string, failure: Partial<SendFailure>])[] = [
  [
    'whole',
    400,
    '{"code":400,"key":"invalid_payload","message":"Invalid payload","details":"Property .event must be string","request_id":"v-0dc6ead2680056a15a"}',
    {
      key: 'invalid_payload',
      requestId: 'v-0dc6ead2680056a15a',
      message: 'answered 400 invalid_payload: Invalid payload (Property .event must be string)',
    },
  ],
  [
    'with details that quote the customer',
    404,
    '{"code":404,"key":"not_found","message":"Resource not found","details":"Cannot find customer with id X","request_id":"v-1","resource_id":"X","resource_type":"customer"}',
    { key: 'not_found', requestId: 'v-1', message: 'answered 404 not_found: Resource not found (customer)' },
  ],
  [
    'whose code is not its status',
    400,
    '{"code":404,"key":"not_found","message":"Resource not found"}',
    { key: 'not_found', message: 'answered 400 not_found: Resource not found' },
  ],
  [
    'minimal',
    401,
    '{"code":401,"message":"Unauthorized","key":"unauthorized"}',
    { key: 'unauthorized', message: 'answered 401 unauthorized: Unauthorized' },
  ],
  [
    'without a key',
    429,
    '{"code":429,"message":"Too many requests hit the API too quickly."}',
    { message: 'answered 429: Too many requests hit the API too quickly.' },
  ],
  [
    'of the framework',
    400,
    '{"statusCode":400,"error":"Bad Request","message":"Invalid request payload JSON format"}',
    { message: 'answered 400: Invalid request payload JSON format' },
  ],
  ['HTML', 502, '<html>Bad Gateway</html>', { message: 'answered 502: Bad Gateway' }],
  ['empty', 500, '', { message: 'answered 500: Internal Server Error' }],
  ['JSON of another kind', 500, '{"oops":true}', { message: 'answered 500: Internal Server Error' }],
  ['with a status without a name', 599, '', { message: 'answered 599: an error' }],
  ['over several lines', 500, '{"code":500,"message":"one\\r\\n\\u0000two"}', { message: 'answered 500: one two' }],
]

describe('judge', () => {
  for (const [expected, statuses] of fates) {
    for (const status of statuses) {
      it(`finds ${status} ${expected}`, () => {
        expect(fate(status)).to.equal(expected)
      })
    }
  }

  for (const [title, status, body] of successes) {
    it(`takes ${title} for success`, () => {
      expect(fate(status, body)).to.equal('sent')
    })
  }

  for (const [title, body] of unreadable) {
    it(`is in doubt about a 200 with ${title}`, () => {
      expect(outcome(200, body)).to.deep.equal({
        _tag: 'SendFailure',
        fate: 'in-doubt',
        status: 200,
        doubt: 'answer',
        message: 'answered 200, but not as the API does',
        rate: undefined,
      })
    })
  }

  for (const [title, status, body, failure] of errors) {
    it(`reads an error ${title}`, () => {
      expect(outcome(status, body)).to.include({
        _tag: 'SendFailure',
        status,
        key: undefined,
        requestId: undefined,
        ...failure,
      })
    })
  }

  it('finds a 503 with Retry-After unavailable until then', () => {
    expect(outcome(503, '', { 'retry-after': '2' })).to.include({ fate: 'unavailable', waitMs: 2000 })
  })

  it('finds the statuses that the settings name unavailable, and no others', () => {
    const always = [{ status: 502, withRetryAfter: false }]
    expect(fate(502, '', {}, always)).to.equal('unavailable')
    expect(fate(503, '', { 'retry-after': '2' }, always)).to.equal('in-doubt')
  })

  for (const [title, headers, waitMs] of [
    ['Retry-After', { 'retry-after': '12', 'x-rate-limit-retry': '1010' }, 12_000],
    ['X-Rate-Limit-Retry', { 'retry-after': '2', 'x-rate-limit-retry': '1010' }, 10_000],
    ['X-Rate-Limit-Retry alone', { 'x-rate-limit-retry': '1010' }, 10_000],
    ['neither', {}, undefined],
  ] as const) {
    it(`waits after a 429 for the longer of both headers: ${title}`, () => {
      expect(outcome(429, '', headers)).to.include({ fate: 'throttled', waitMs })
    })
  }

  it('tells what an answer says of the rate, a good one and a bad one', () => {
    const headers = { 'x-rate-limit-limit': '100', 'x-rate-limit-remaining': '7', 'x-rate-limit-retry': '1010' }
    const rate = { of: 'period', limit: 100, remaining: 7, resetMs: 10_000 }
    for (const status of [200, 400, 429, 500]) {
      const judged = judge({ status, headers, body: '' }, usual, now)
      expect(isRight(judged) ? judged.right.rate : judged.left.rate).to.deep.equal(rate)
    }
  })

  for (const [status, doubt] of [
    [500, 'status'],
    [400, undefined],
    [429, undefined],
  ] as const) {
    it(`says why it doubts a ${status}: ${doubt}`, () => {
      const judged = outcome(status)
      expect(judged === 'sent' ? judged : judged.doubt).to.equal(doubt)
    })
  }

  it('does not take the rate limit of another answer for a wish to wait', () => {
    expect(outcome(500, '', { 'x-rate-limit-retry': '1010' })).to.include({ fate: 'in-doubt', waitMs: undefined })
  })

  it('finds a request that was not written unavailable', () => {
    const lost = { _tag: 'TransportFailure', written: false, cause: 'reset', message: 'connect ECONNREFUSED' } as const
    expect(judgeLost(lost)).to.deep.equal({
      _tag: 'SendFailure',
      fate: 'unavailable',
      message: 'not sent: connect ECONNREFUSED',
    })
  })

  for (const [cause, doubt] of [
    ['timeout', 'timeout'],
    ['reset', 'reset'],
    ['aborted', 'stopped'],
    ['unreadable', 'answer'],
  ] as const) {
    it(`is in doubt about a request that was written, and says why: ${cause}`, () => {
      const lost = { _tag: 'TransportFailure', written: true, cause, message: 'socket hang up' } as const
      expect(judgeLost(lost)).to.deep.equal({
        _tag: 'SendFailure',
        fate: 'in-doubt',
        doubt,
        message: 'sent, but no answer could be read: socket hang up',
      })
    })
  }
})
