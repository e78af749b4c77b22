import { expect } from 'chai'
import { execFile } from 'node:child_process'
import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { startSandbox } from '@vouchrelay/sandbox'
import { tour, type Wanted } from './tour.ts'
import { readBundle } from './tour/bundle.ts'

const file = fileURLToPath(new URL('./tour.ts', import.meta.url))

const run = async (...args: readonly string[]) => {
  const { promise, resolve } = Promise.withResolvers<unknown>()
  execFile(process.execPath, [file, ...args], { env: {} }, (error, stdout, stderr) =>
    resolve({ status: error === null ? 0 : error.code, stdout, stderr }),
  )
  return promise
}

/** A stage that keeps what is said on it. */
const createStage = (environment: Readonly<Record<string, string>> = {}) => {
  const [out, err, stopping] = [new PassThrough(), new PassThrough(), new AbortController()]
  const said = { out: '', err: '' }
  out.setEncoding('utf8').on('data', (text: string) => (said.out += text))
  err.setEncoding('utf8').on('data', (text: string) => (said.err += text))
  const stage = { out, err, environment, now: Date.now, stop: stopping.signal }
  const says = async (pattern: RegExp): Promise<string> => {
    for (let found = pattern.exec(said.out); ; found = pattern.exec(said.out)) {
      if (found !== null) return found[0]
      await new Promise((resolve) => out.once('data', resolve))
    }
  }
  return { stage, said, says, stop: () => stopping.abort() }
}

const play = async (wanted: Wanted, environment: Readonly<Record<string, string>> = {}) => {
  const { stage, said } = createStage(environment)
  return { status: await tour(wanted, stage), ...said }
}

describe('the tour', function () {
  this.timeout(60_000)

  it('ends well with --once, and says what became of everything', async () => {
    const ended = await run('--once')
    expect(ended).to.include({ status: 0, stderr: '' })
    expect(ended)
      .to.have.property('stdout')
      .that.matches(/= delivered +240\n[^]*\nAs expected: each of 632 events/)
  })

  it('fails where the sums are not as expected', async () => {
    const { expected } = await readBundle()
    const { delivered, skipped } = expected
    const wrong = { ...expected, delivered: delivered + 1, skipped: { ...skipped, duplicate: 0 } }
    const { status, err } = await play({ once: true, expected: wrong })
    expect([status, err]).to.deep.equal([
      1,
      'Not as expected:\n  delivered: expected 241, found 240\n  skipped, duplicate: expected 0, found 27\n',
    ])
  })

  it('serves on, until it is stopped, at the address of the curl line it prints', async () => {
    const { stage, says, said, stop } = createStage()
    const status = tour({}, stage)
    const curl = await says(/curl .*(?=\n)/)
    await promisify(execFile)('sh', ['-c', curl])
    await says(/633 received: 241 delivered, .* 0 on their way/)
    stop()
    expect([await status, said.err]).to.deep.equal([0, ''])
  })

  it('ends early where it is stopped early', async () => {
    const { stage, says, stop } = createStage()
    const status = tour({ once: true }, stage)
    await says(/settled/)
    stop()
    expect(await status).to.equal(130)
  })

  it('sends nothing of its own where it goes live', async () => {
    await using sandbox = await startSandbox({ quota: 'organization' })
    await using dir = await mkdtempDisposable(join(tmpdir(), 'vouchrelay-test-'))
    const { stage, says, said, stop } = createStage({
      VOUCHERIFY_APP_ID: sandbox.settings.applicationId,
      VOUCHERIFY_SECRET: sandbox.settings.secretKey,
      VOUCHERIFY_URL: sandbox.url,
      VOUCHRELAY_STATE: dir.path,
      PORT: '0',
      ADMIN_PORT: '0',
    })
    const status = tour({ live: true }, stage)
    const curl = await says(/curl .*(?=\n)/)
    const before = sandbox.requests
    await promisify(execFile)('sh', ['-c', curl])
    await says(/1 received: 1 delivered, .* 0 on their way/)
    stop()
    expect([await status, said.err, before, sandbox.events().length]).to.deep.equal([0, '', 0, 1])
  })

  it('asks for keys to go live', async () => {
    expect(await play({ live: true })).to.deep.equal({
      status: 2,
      out: '',
      err: 'To go live, set VOUCHERIFY_APP_ID and VOUCHERIFY_SECRET: the keys of your project, from its settings.\n',
    })
  })

  it('asks for a cluster that there is', async () => {
    const environment = { VOUCHERIFY_APP_ID: 'A', VOUCHERIFY_SECRET: 'S', VOUCHERIFY_CLUSTER: 'us2' }
    expect(await play({ live: true }, environment)).to.deep.equal({
      status: 2,
      out: '',
      err: 'VOUCHERIFY_CLUSTER is one of eu, us1, as1, not us2.\n',
    })
  })

  for (const args of [['--one'], ['--once', '--live']]) {
    it(`refuses ${args.join(' ')}`, async () => {
      expect(await run(...args)).to.include({ status: 2, stdout: '' })
    })
  }
})
