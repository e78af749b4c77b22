import { expect } from 'chai'
import { ask, basic } from './support/ask.ts'
import { TRACKING, withSegment } from './support/each.ts'

const preflight = (origin: string) => ({
  method: 'OPTIONS',
  headers: {
    origin,
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'authorization,content-type,x-retry-count',
  },
})

const corsOf = (headers: Readonly<Record<string, string | string[] | undefined>>) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('access-control-') || name === 'vary'))

describe('a browser', () => {
  describe('on a page of an allowed origin', () => {
    const running = withSegment(TRACKING)

    it('may send, with the headers of analytics.js', async () => {
      const { status, headers } = await ask(`${running().url}/v1/t`, preflight('https://shop.example.com'))
      expect({ status, ...corsOf(headers) }).to.deep.equal({
        status: 200,
        vary: 'origin',
        'access-control-allow-origin': 'https://shop.example.com',
        'access-control-allow-methods': 'POST',
        'access-control-allow-headers':
          'authorization, content-type, content-encoding, x-retry-count, x-write-key, anonymousid, sentat, ' +
          'rsa-retry-attempt, rsa-since-last-attempt, rsa-retry-reason',
        'access-control-max-age': '86400',
      })
    })

    it('may read a refusal too', async () => {
      const headers = { ...basic('no'), origin: 'https://shop.example.com' }
      const reply = await ask(`${running().url}/v1/t`, { headers, body: '{}' })
      expect({ status: reply.status, ...corsOf(reply.headers) }).to.deep.equal({
        status: 401,
        vary: 'origin',
        'access-control-allow-origin': 'https://shop.example.com',
        'access-control-expose-headers': 'retry-after',
      })
    })

    it('is refused on a page of another', async () => {
      const { status, headers, body } = await ask(`${running().url}/v1/t`, preflight('https://evil.example.com'))
      expect({ status, body, ...corsOf(headers) }).to.deep.equal({
        status: 403,
        body: {
          success: false,
          code: 'origin_not_allowed',
          message: 'browsers on pages of this origin may not send here',
        },
        vary: 'origin',
      })
    })
  })

  describe('on any page', () => {
    const running = withSegment({ tracking: { writeKeys: ['WK_test'], allowOrigins: ['*'] } })

    it('may send where all may', async () => {
      const { status, headers } = await ask(`${running().url}/v1/batch`, preflight('https://anything.example.com'))
      expect([status, headers['access-control-allow-origin']]).to.deep.equal([200, '*'])
    })
  })

  describe('without an allowed origin', () => {
    const running = withSegment({ tracking: { writeKeys: ['WK_test'] } })

    it('is refused', async () => {
      expect((await ask(`${running().url}/v1/t`, preflight('https://shop.example.com'))).status).to.equal(403)
    })
  })
})
