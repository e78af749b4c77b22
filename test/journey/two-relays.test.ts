import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect } from 'chai'
import { startSandbox } from '@vouchrelay/sandbox'
import { drain } from './drain.ts'
import { freePort } from './free-port.ts'
import { runBin } from './run-bin.ts'
import { scratch } from './scratch.ts'
import { shopYaml } from './shop.ts'
import { idsOf, orderText, sendAll } from './simple-order.ts'

/** Somebody else on a port. */
const occupy = async () => {
  const port = await freePort()
  const server = createServer().listen(port, '127.0.0.1')
  await once(server, 'listening')
  return { port, [Symbol.dispose]: () => void server.close() }
}

describe('a relay that cannot start', function () {
  this.timeout(30_000)

  it('says that another one uses its state directory, and leaves that one alone', async () => {
    await using sandbox = await startSandbox()
    await using dir = await scratch(shopYaml({ voucherify: sandbox.url }))
    await using first = runBin(dir.file)
    const { tracking, admin } = await first.ready
    await using second = runBin(dir.file)
    const { status, stdout, stderr } = await second.ended
    await sendAll(tracking, [orderText('ann')])
    await drain(admin)

    const { state } = dir
    const message = `another relay or replay uses ${state} (it holds the lock on ${state}/lock.sqlite): stop it, or set state.dir to another directory`
    expect({ status, stdout, stderr }).to.deep.equal({
      status: 1,
      stdout: '',
      stderr: `state cannot start: ${message}\n`,
    })
    expect(idsOf(sandbox.events())).to.deep.equal(['ann-1'])
  })

  it('takes over a state directory when the first one has been killed', async () => {
    await using sandbox = await startSandbox()
    await using dir = await scratch(shopYaml({ voucherify: sandbox.url }))
    await using first = runBin(dir.file)
    await first.ready
    first.kill('SIGKILL')
    await first.ended
    await using second = runBin(dir.file)
    await sendAll((await second.ready).tracking, [orderText('ann')])
    await drain((await second.ready).admin)
    expect(idsOf(sandbox.events())).to.deep.equal(['ann-1'])
  })

  it('says that its port is taken', async () => {
    using taken = await occupy()
    const { port } = taken
    await using dir = await scratch(shopYaml({ voucherify: 'http://127.0.0.1:1', port }))
    await using relay = runBin(dir.file)
    expect(await relay.ended).to.deep.equal({
      status: 1,
      stdout: '',
      stderr: `shop cannot start: cannot listen on 127.0.0.1:${port}: address already in use\n`,
    })
  })

  it('says that its admin port is taken', async () => {
    using taken = await occupy()
    const { port } = taken
    await using dir = await scratch(shopYaml({ voucherify: 'http://127.0.0.1:1', adminPort: port }))
    await using relay = runBin(dir.file)
    expect(await relay.ended).to.deep.equal({
      status: 1,
      stdout: '',
      stderr: `admin cannot start: Cannot listen on 127.0.0.1:${port}: address already in use.\n`,
    })
  })
})
