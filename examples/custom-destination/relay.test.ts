import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { expect } from 'chai'
import { isLeft } from 'fp-ts/lib/Either.js'
import { segment } from '@vouchrelay/adapter-segment'
import { describeComplaint, loadRelay, startRelay } from '@vouchrelay/core'
import { testResources } from '@vouchrelay/core/testing'
import { startFarEnd } from './start-far-end.ts'

const file = join(import.meta.dirname, 'relay.yaml')

describe('a relay with the destination webhook', () => {
  it('posts an order, and says with the same key that it posts it again', async () => {
    await using farEnd = await startFarEnd()
    await using folder = await mkdtempDisposable(join(tmpdir(), 'vouchrelay-webhook-'))
    const environment = { PORT: '0', ADMIN_PORT: '0', WEBHOOK_URL: farEnd.url, VOUCHRELAY_STATE: folder.path }
    const settings = await loadRelay({ file, plugins: [segment], environment })
    if (isLeft(settings)) throw new Error(settings.left.map(describeComplaint).join('\n'))
    const { log } = testResources().resources
    const started = await startRelay(settings.right, { file, log, now: Date.now })()
    if (isLeft(started)) throw new Error(started.left.message)
    const relay = started.right

    farEnd.script.push({ status: 503, headers: { 'retry-after': '0' } })
    await fetch(`${relay.endpoints[0]?.url}/track`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa('a-write-key:')}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        event: 'Order Completed',
        userId: 'ada',
        messageId: 'm1',
        properties: { order_id: 'o1', total: '12.50' },
      }),
    })
    while (relay.counts().sources['shop']?.delivered !== 1) await turn()
    await relay.stop()
    const key = Buffer.from('["shop","m1","order-completed"]').toString('base64url')
    const post = { key, token: 'Bearer a-token', body: { customer: 'ada', order: 'o1', total: 12.5 } }
    expect(farEnd.arrived).to.deep.equal([post, post])
  })
})
