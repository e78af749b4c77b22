import { expect } from 'chai'
import { folder, relayYaml, vouchrelay } from './vouchrelay.ts'

const order = { type: 'track', messageId: 'm1', userId: 'ada', event: 'Order Completed' }
const lines = [
  { ...order, properties: { total: '12.50', coupon: 'SPRING', email: 'ada@example.com' } },
  { ...order, messageId: 'm2', properties: { total: 'abc', coupon: 'SPRING', email: 7 } },
  { ...order, messageId: 'm3', userId: null, anonymousId: 'v1', properties: { total: 1 } },
  { type: 'page', messageId: 'm4', userId: 'ada' },
  { type: 'trak', messageId: 'm5', userId: 'ada' },
]
const [first, ...rest] = lines.map((line) => JSON.stringify(line))
const ndjson = [first, '', ...rest, ''].join('\n')

const files = { 'relay.yaml': relayYaml(), 'events.ndjson': ndjson }

const text = `line 1  m1
  order →
    {
      "event": "order_completed",
      "customer": {
        "source_id": "ada"
      },
      "metadata": {
        "total": 12.5
      }
    }
  coupon →
    {
      "event": "coupon_used",
      "customer": {
        "source_id": "ada",
        "email": "ada@example.com"
      }
    }
line 3  m2
  order: buried, unmappable
    metadata.total: expected a number, or a text that is one, found "abc" ($.properties.total)
  coupon: buried, invalid
    customer.email: expected a text, found 7
line 4  m3
  order: skipped, no identity
line 5  m4
  skipped, no route
line 6
  buried, undecodable
    type: expected one of track, identify, page, screen, group, alias, delete, found "trak"
5 events: 1 to deliver (2 shipments), 2 to skip (1 no identity, 1 no route), 2 to bury (1 unmappable, 1 undecodable)
`

const records = [
  {
    line: 1,
    messageId: 'm1',
    end: 'delivered',
    shipments: 2,
    routes: [
      {
        route: 'order',
        end: 'delivered',
        customer: 'ada',
        body: { event: 'order_completed', customer: { source_id: 'ada' }, metadata: { total: 12.5 } },
      },
      {
        route: 'coupon',
        end: 'delivered',
        customer: 'ada',
        body: { event: 'coupon_used', customer: { source_id: 'ada', email: 'ada@example.com' } },
      },
    ],
  },
  {
    line: 3,
    messageId: 'm2',
    end: 'buried',
    reason: 'unmappable',
    routes: [
      {
        route: 'order',
        end: 'buried',
        reason: 'unmappable',
        faults: [
          {
            path: 'metadata.total',
            expected: 'a number, or a text that is one',
            found: '"abc" ($.properties.total)',
          },
        ],
      },
      {
        route: 'coupon',
        end: 'buried',
        reason: 'invalid',
        faults: [{ path: 'customer.email', expected: 'a text', found: '7' }],
        body: { event: 'coupon_used', customer: { source_id: 'ada', email: 7 } },
      },
    ],
  },
  {
    line: 4,
    messageId: 'm3',
    end: 'skipped',
    reason: 'no identity',
    routes: [{ route: 'order', end: 'skipped', reason: 'no identity' }],
  },
  { line: 5, messageId: 'm4', end: 'skipped', reason: 'no route', routes: [] },
  {
    line: 6,
    end: 'buried',
    reason: 'undecodable',
    faults: [
      {
        path: 'type',
        expected: 'one of track, identify, page, screen, group, alias, delete',
        found: '"trak"',
      },
    ],
  },
]

describe('vouchrelay plan', function () {
  this.timeout(30_000)

  it('shows what would become of each event', async () => {
    await using dir = await folder(files)
    expect(await vouchrelay(['plan', 'relay.yaml', 'events.ndjson'], { cwd: dir.path })).to.deep.equal({
      status: 0,
      stdout: text,
      stderr: '',
    })
  })

  it('shows it as JSON, from standard input', async () => {
    await using dir = await folder(files)
    const given = { cwd: dir.path, input: ndjson }
    const { status, stdout } = await vouchrelay(['plan', 'relay.yaml', '-', '--json'], given)
    const told: readonly unknown[] = stdout
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line))
    expect([status, told]).to.deep.equal([0, records])
  })

  for (const flags of [[], ['--explain']]) {
    it(`shows nothing of an event that steers a terminal: plan ${flags.join(' ')}`, async () => {
      const [clear, short] = ['\u001b[2J', '\u009b2J']
      const total = { [`${short}key`]: short }
      const event = { ...order, messageId: `m${clear}`, properties: { coupon: clear, email: short, total } }
      await using dir = await folder({ ...files, 'events.ndjson': JSON.stringify(event) })
      const { stdout } = await vouchrelay(['plan', 'relay.yaml', 'events.ndjson', ...flags], { cwd: dir.path })
      expect(stdout.match(/(?!\n)\p{Cc}/gu)).to.equal(null)
    })
  }

  it('fails with --strict where an event would be buried', async () => {
    await using dir = await folder(files)
    const strictly = (input: string) => vouchrelay(['plan', 'relay.yaml', '-', '--strict'], { cwd: dir.path, input })
    const ends = [await strictly(ndjson), await strictly(first ?? '')]
    expect(ends.map(({ status }) => status)).to.deep.equal([1, 0])
  })

  it('plans nothing where there are no events', async () => {
    await using dir = await folder(files)
    expect(await vouchrelay(['plan', 'relay.yaml', '-'], { cwd: dir.path })).to.deep.equal({
      status: 0,
      stdout: '0 events: 0 to deliver (0 shipments), 0 to skip, 0 to bury\n',
      stderr: '',
    })
  })

  it('asks for a source that is there', async () => {
    await using dir = await folder(files)
    const given = { cwd: dir.path, input: ndjson }
    expect(await vouchrelay(['plan', 'relay.yaml', '-', '--source', 'shpo'], given)).to.deep.equal({
      status: 2,
      stdout: '',
      stderr: 'There is no source shpo; there is shop (did you mean shop?).\n',
    })
  })

  it('tells that the events are missing', async () => {
    await using dir = await folder(files)
    expect(await vouchrelay(['plan', 'relay.yaml', 'nope.ndjson'], { cwd: dir.path })).to.deep.equal({
      status: 2,
      stdout: '',
      stderr: 'nope.ndjson: expected a file with one event on each line, found no such file or folder.\n',
    })
  })
})
