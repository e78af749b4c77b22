import { expect } from 'chai'
import { isRight } from 'fp-ts/lib/Either.js'
import { ask, basic } from './support/ask.ts'
import { TRACKING, withSegment } from './support/each.ts'

const good = (id: string) => ({ type: 'track', event: 'e', userId: 'u', messageId: id })
const deep = `{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`

describe('poison in a batch is buried alone', () => {
  const running = withSegment({ ...TRACKING, webhooks: [{ path: '/hook', open: true }] })

  const send = async (poison: string): Promise<unknown> => {
    const body = `{"batch":[${JSON.stringify(good('m1'))},${poison},${JSON.stringify(good('m2'))}]}`
    const { status } = await ask(`${running().url}/v1/batch`, { headers: basic('WK_test'), body })
    const decoded = running().decoded()
    const kept = Buffer.from(running().journal.entries[1]?.bytes ?? []).toString()
    return { status, good: decoded.map(isRight), kept: kept === poison }
  }

  const poisons: readonly (readonly [string, string])[] = [
    ['null', 'null'],
    ['a number', '1e400'],
    ['a list', '[[]]'],
    ['an event of nobody', '{"type":"track","event":"e","messageId":"m"}'],
    ['a type of its own', '{"type":"__proto__","userId":"u","messageId":"m"}'],
    ['what Python writes for not a number', '{"type":"track","event":"e","userId":"u","properties":{"price":NaN}}'],
    ['ten thousand levels', deep],
    ['three hundred kilobytes', JSON.stringify({ ...good('m'), properties: { a: 'x'.repeat(300_000) } })],
  ]
  for (const [what, poison] of poisons) {
    it(`where it is ${what}`, async () => {
      expect(await send(poison)).to.deep.equal({ status: 200, good: [true, false, true], kept: true })
    })
  }

  it('and __proto__ changes nothing', async () => {
    await send('{"__proto__":{"polluted":1},"type":"track","event":"e","userId":"u","messageId":"m"}')
    expect(
      running()
        .fields()
        .map((fields) => fields['polluted']),
    ).to.deep.equal([undefined, undefined, undefined])
    expect(Object.hasOwn(Object.prototype, 'polluted')).to.equal(false)
  })

  it('where a webhook brings four thousand events', async () => {
    const items: unknown[] = Array.from({ length: 4000 }, (_, i) => good(`m${i}`))
    items[1234] = { ...good('m'), userId: null }
    const { status } = await ask(`${running().url}/hook`, { body: JSON.stringify(items) })
    const refused = running()
      .decoded()
      .flatMap((read, i) => (isRight(read) ? [] : [i]))
    expect({ status, refused, stored: running().journal.entries.length }).to.deep.equal({
      status: 200,
      refused: [1234],
      stored: 4000,
    })
  })

  it('where it is a single event too deep', async () => {
    const { status } = await ask(`${running().url}/v1/track`, { headers: basic('WK_test'), body: deep })
    expect({ status, decoded: running().decoded() }).to.deep.equal({
      status: 200,
      decoded: [
        {
          _tag: 'Left',
          left: {
            _tag: 'DecodeFailure',
            faults: [{ path: '', expected: 'an event at most 64 levels deep', found: '10001 levels' }],
          },
        },
      ],
    })
  })
})
