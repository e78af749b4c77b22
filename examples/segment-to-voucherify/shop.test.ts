import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { execute } from '@vouchrelay/cli'
import { expect } from 'chai'

describe('the test file of the shop', () => {
  it('holds', async () => {
    const out = new PassThrough()
    const said = text(out)
    const io = { out, err: out, input: Readable.from([]), environment: {}, now: () => 0 }
    const status = await execute(['test', join(import.meta.dirname, 'shop.relay-test.yaml')], io)
    out.end()
    expect([status, (await said).split('\n').at(-2)]).to.deep.equal([0, '4 held, 0 did not'])
  })
})
