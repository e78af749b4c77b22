import { expect } from 'chai'
import { folder, start, vouchrelay } from './vouchrelay.ts'

const schema = { name: 'signup', schema: { properties: { n: { type: 'number', optional: false } } } }

/** What a sandbox with these flags says of itself when it is ready: its address and settings. */
const begin = async (args: readonly string[], cwd?: string) => {
  const sandbox = start(['sandbox', '--port', '0', '--json', ...args], cwd === undefined ? {} : { cwd })
  const ready: { url: string; settings: object } = JSON.parse(await sandbox.says('\n'))
  const stop = async () => {
    sandbox.child.kill('SIGTERM')
    await sandbox.ended
  }
  return { ...ready, [Symbol.asyncDispose]: stop }
}

describe('flags of vouchrelay sandbox', function () {
  this.timeout(30_000)

  it('set quota, delay, tokens, definitions and faults', async () => {
    await using files = await folder({
      'faults.json': JSON.stringify([{ probability: 0.5, seed: 1, reset: 'after-storing' }, { status: 503 }]),
      'schemas.json': JSON.stringify({ object: 'list', data: [schema] }),
    })
    const quota = ['--quota', 'business', '--other-calls', '40', '--quota-window', 'rolling', '--cycle-calls', '500']
    const more = ['--activity-delay', '250', '--token-life', '2', '--rate-limit-type', 'always']
    const read = ['--event-schemas', 'schemas.json', '--undefined-events', 'reject', '--faults', 'faults.json']
    await using sandbox = await begin([...quota, ...more, ...read], files.path)
    expect(sandbox.settings).to.deep.include({
      quota: { plan: 'business', window: 'rolling', cycleCalls: 500, otherCalls: 40, typeHeader: 'always' },
      activityDelayMs: 250,
      tokenLifeMs: 2000,
      eventSchemas: [schema],
      undefinedEvents: 'reject',
      faults: [{ probability: 0.5, seed: 1, reset: 'after-storing' }, { status: 503 }],
    })
    const { headers } = await fetch(`${sandbox.url}/v1/customers`)
    expect(headers.get('x-rate-limit-limit')).to.equal('100')
  })

  for (const [text, quota] of [
    ['100/min', { calls: 100, periodMs: 60_000 }],
    ['20/2s', { calls: 20, periodMs: 2_000 }],
    ['1/h', { calls: 1, periodMs: 3_600_000 }],
    ['none', 'none'],
  ] as const) {
    it(`take the quota ${text}`, async () => {
      await using sandbox = await begin(['--quota', text])
      expect(sandbox.settings).to.deep.include({ quota })
    })
  }

  const mistakes: readonly (readonly [args: readonly string[], complaint: RegExp])[] = [
    [['--quota', '0/min'], /Expected none, sandbox, business, organization, or calls\/period as in 100\/min\./],
    [['--other-calls', '4'], /^Flags of the quota need --quota: there is none without it\.\n$/],
    [['--other-calls', 'few', '--quota', 'sandbox'], /Expected a whole number\./],
    [['--faults', 'none.json'], /Expected a file that can be read, found no such file or folder\./],
    [['--faults', 'broken.json'], /It is no JSON: /],
    [['--faults', 'wrong.json'], /Fault 1: Property \.status must be <= 599\./],
    [['--event-schemas', 'wrong.json'], /Expected an array of event schemas\./],
    [['--undefined-events', 'drop'], /Allowed choices are accept, reject\./],
  ]
  for (const [args, complaint] of mistakes) {
    it(`refuse ${args.join(' ')}`, async () => {
      await using files = await folder({ 'broken.json': '{', 'wrong.json': '{"status":600}' })
      const { status, stdout, stderr } = await vouchrelay(['sandbox', '--port', '0', ...args], { cwd: files.path })
      expect([status, stdout]).to.deep.equal([2, ''])
      expect(stderr).to.match(complaint)
    })
  }
})
