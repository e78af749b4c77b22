import { appendFile, mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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

const sale = (id: string) => `${JSON.stringify({ id, type: 'sold', customer: 'ada', total: '12.50' })}\n`

describe('a relay with the source ndjson-inbox', () => {
  it('forwards each line once, over a restart', async () => {
    await using sandbox = await startSandbox()
    await using folder = await mkdtempDisposable(join(tmpdir(), 'vouchrelay-inbox-'))
    const inbox = join(folder.path, 'inbox.ndjson')
    const environment = {
      INBOX: inbox,
      VOUCHERIFY_URL: sandbox.url,
      VOUCHRELAY_STATE: join(folder.path, 'state'),
      ADMIN_PORT: '0',
    }
    const sold = (count: number) => async (relay: Relay) => {
      while (relay.counts().sources['till']?.delivered !== count) await turn()
      await relay.stop()
    }
    await appendFile(inbox, sale('1') + sale('2'))
    await start(environment).then(sold(2))
    await appendFile(inbox, sale('3'))
    await start(environment).then(sold(1))
    expect(sandbox.events().map(({ body }) => body)).to.deep.equal(
      Array.from({ length: 3 }, () => ({
        event: 'order_completed',
        customer: { source_id: 'ada' },
        metadata: { total: 12.5 },
      })),
    )
  })
})
