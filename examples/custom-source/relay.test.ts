import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setImmediate as turn } from 'node:timers/promises'
import { expect } from 'chai'
import { isLeft } from 'fp-ts/lib/Either.js'
import { describeComplaint, loadRelay, startRelay, type Relay } from '@vouchrelay/core'
import { testResources } from '@vouchrelay/core/testing'
import { startSandbox } from '@vouchrelay/sandbox'

const file = join(import.meta.dirname, 'relay.yaml')

const start = async (environment: Readonly<Record<string, string>>): Promise<Relay> => {
  const settings = await loadRelay({ file, plugins: [], environment })
  if (isLeft(settings)) throw new Error(settings.left.map(describeComplaint).join('\n'))
  const { log } = testResources().resources
  const started = await startRelay(settings.right, { file, log, now: Date.now })()
  if (isLeft(started)) throw new Error(started.left.message)
  return started.right
}

/** What the shop's own code does in the transaction of a sale. */
const sell = (path: string, id: string): void => {
  using shop = new DatabaseSync(path, { timeout: 5_000 })
  const event = JSON.stringify({ id, type: 'sold', customer: 'ada', total: '12.50' })
  shop.prepare('INSERT INTO outbox (event) VALUES (?)').run(event)
}

describe('a relay with the source outbox', () => {
  it('forwards each row once, over a restart', async () => {
    await using sandbox = await startSandbox()
    await using folder = await mkdtempDisposable(join(tmpdir(), 'vouchrelay-outbox-'))
    const shop = join(folder.path, 'shop.sqlite')
    const environment = {
      SHOP: shop,
      VOUCHERIFY_URL: sandbox.url,
      VOUCHRELAY_STATE: join(folder.path, 'state'),
      ADMIN_PORT: '0',
    }
    const sold = (count: number) => async (relay: Relay) => {
      while (relay.counts().sources['till']?.delivered !== count) await turn()
      await relay.stop()
    }
    const first = await start(environment)
    sell(shop, '1')
    sell(shop, '2')
    await sold(2)(first)
    sell(shop, '3')
    await start(environment).then(sold(1))
    expect(sandbox.events().map(({ body }) => body)).to.deep.equal(
      Array.from({ length: 3 }, (_, n) => ({
        event: 'order_completed',
        customer: { source_id: 'ada' },
        metadata: { total: 12.5, vouchrelay_id: `till/${n + 1}/sold` },
      })),
    )
  })
})
