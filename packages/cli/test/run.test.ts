import { expect } from 'chai'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { startSandbox } from '@vouchrelay/sandbox'
import { folder, relayYaml, start, vouchrelay } from './vouchrelay.ts'

const post = (url: string, body: unknown): Promise<Response> =>
  fetch(`${url}/track`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from('key:').toString('base64')}` },
    body: JSON.stringify(body),
  })

const order = (messageId: string) => ({ messageId, userId: 'ada', event: 'Order Completed', properties: { total: 1 } })

const trackingOf = (said: string): string => /tracking API +(http:\S+)/.exec(said)?.[1] ?? ''

describe('vouchrelay run', function () {
  this.timeout(30_000)

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    it(`delivers, and after ${signal} waits for what is under way`, async () => {
      await using sandbox = await startSandbox({ quota: 'organization' })
      await using dir = await folder({ 'relay.yaml': relayYaml(sandbox.url) })
      const relay = start(['run', 'relay.yaml'], { cwd: dir.path })
      const url = trackingOf(await relay.says('admin'))
      sandbox.setLatency(500)
      const answers = [await post(url, { ...order('m1'), event: 'Other' }), await post(url, order('m2'))]
      while (sandbox.events().length === 0) await new Promise(setImmediate)
      relay.child.kill(signal)
      const { status, stdout, stderr } = await relay.ended
      expect(answers.map((answer) => answer.status)).to.deep.equal([200, 200])
      expect([status, stderr, sandbox.events().map(({ body }) => body.event)]).to.deep.equal([
        0,
        '',
        ['order_completed'],
      ])
      expect(stdout.split('\n').at(-2)).to.equal(
        'shop: received 2 = 1 delivered + 1 skipped (1 no route) + 0 buried + 0 kept for the next start',
      )
    })
  }

  it('speaks JSON: endpoints when it is ready, counts when it has ended', async () => {
    await using sandbox = await startSandbox({ quota: 'organization' })
    await using dir = await folder({ 'relay.yaml': relayYaml(sandbox.url) })
    const relay = start(['run', 'relay.yaml', '--json'], { cwd: dir.path })
    const ready: { endpoints: readonly { title: string }[] } = JSON.parse(await relay.says('\n'))
    relay.child.kill('SIGTERM')
    const { status, stdout } = await relay.ended
    const none = { delivered: 0, skipped: {}, buried: {} }
    const noShipments = { planned: 0, inFlight: 0, inDoubt: 0, failedAttempts: {}, doubts: {}, differing: 0 }
    expect([status, ready.endpoints.map(({ title }) => title), JSON.parse(stdout.split('\n')[1] ?? '')]).to.deep.equal([
      0,
      ['tracking API', 'admin'],
      {
        counts: {
          decisions: {},
          sources: { shop: { received: 0, waiting: 0, inFlight: 0, inDoubt: 0, ...none } },
          routes: { order: { ...none, ...noShipments }, coupon: { ...none, ...noShipments } },
        },
      },
    ])
  })

  it('ends at once at a second signal', async () => {
    await using sandbox = await startSandbox({ quota: 'organization' })
    await using dir = await folder({ 'relay.yaml': relayYaml(sandbox.url) })
    const relay = start(['run', 'relay.yaml'], { cwd: dir.path })
    const url = trackingOf(await relay.says('admin'))
    sandbox.script([{ hang: 60_000 }])
    await post(url, order('m1'))
    while (sandbox.requests === 0) await new Promise(setImmediate)
    const impatient = setInterval(() => relay.child.kill('SIGINT'), 50)
    const { status } = await relay.ended
    clearInterval(impatient)
    expect(status).to.equal(130)
  })

  it('says which part cannot start', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const address = taken.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    await using dir = await folder({
      'relay.yaml': relayYaml().replace('listen: { port: 0 }', `listen: { port: ${port} }`),
    })
    const { status, stdout, stderr } = await vouchrelay(['run', 'relay.yaml'], { cwd: dir.path })
    taken.close()
    expect([status, stdout]).to.deep.equal([1, ''])
    expect(stderr).to.match(new RegExp(`^shop cannot start: .*${port}.*\n$`))
  })
})
