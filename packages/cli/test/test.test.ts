import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { inProcess } from './in-process.ts'
import { folder, relayYaml, start } from './vouchrelay.ts'

const order = '{ type: track, event: Order Completed, userId: ada, properties: { total: "12.50", coupon: null } }'

const held = `
tests:
  - title: an order
    event: ${order}
    routes: { order: { body: { event: order_completed, customer: { source_id: ada }, metadata: { total: 12.5 } } } }
  - event: { type: page, userId: ada }
    skips: no route
  - event: { type: page }
    fails: ['userId: expected a userId or an anonymousId, found nothing']
  - title: a free order
    event: { type: track, event: Order Completed, userId: ada, properties: { total: free } }
    routes:
      order:
        fails: ['metadata.total: expected a number, or a text that is one, found "free" ($.properties.total)']
  - title: an order of nobody we know
    event: { type: track, event: Order Completed, anonymousId: v, properties: {} }
    routes: { order: { skips: no identity } }
`

const differing = `
tests:
  - title: an order
    event: ${order}
    routes: { order: { body: { event: order_completed, customer: { source_id: ada }, metadata: { total: 13 } } } }
`

describe('vouchrelay test', () => {
  it('says of each test that it held', async () => {
    await using made = await folder({ 'relay.yaml': relayYaml(), 'a.relay-test.yaml': held })
    const ended = await inProcess(['test', join(made.path, 'a.relay-test.yaml')])
    expect({ ...ended, stdout: ended.stdout.replaceAll(made.path, '.') }).to.deep.equal({
      status: 0,
      stdout:
        './a.relay-test.yaml\n  ✔ an order\n  ✔ test 2\n  ✔ test 3\n  ✔ a free order\n  ✔ an order of nobody we know\n5 held, 0 did not\n',
      stderr: '',
    })
  })

  it('shows the lines that differ', async () => {
    await using made = await folder({ 'relay.yaml': relayYaml(), 'a.relay-test.yaml': differing })
    const { status, stdout } = await inProcess(['test', join(made.path, 'a.relay-test.yaml')])
    expect([status, stdout.split('\n').slice(1)]).to.deep.equal([
      1,
      [
        '  ✘ an order',
        '    - expected  + found',
        '             source_id: ada',
        '           event: order_completed',
        '           metadata:',
        '    -        total: 13',
        '    +        total: 12.5',
        '0 held, 1 did not',
        '',
      ],
    ])
  })

  it('tells the same to programs', async () => {
    await using made = await folder({ 'relay.yaml': relayYaml(), 'a.relay-test.yaml': differing })
    const { stdout } = await inProcess(['test', '--json', join(made.path, 'a.relay-test.yaml')])
    const { tests } = JSON.parse(stdout) // what a program would read
    expect(tests.map(({ title, holds }: { title: string; holds: boolean }) => [title, holds])).to.deep.equal([
      ['an order', false],
    ])
  })

  const broken: readonly (readonly [what: string, text: string, told: string])[] = [
    ['an unknown key', 'testz: []', 'a.relay-test.yaml:1:8 testz: expected one of settings, source, tests'],
    [
      'two expectations',
      'tests: [{ event: {}, skips: no route, fails: [] }]',
      'a.relay-test.yaml:1:9 tests[0]: expected exactly one of routes, skips, fails, found an object',
    ],
    [
      'a source that there is not',
      'source: shoop\ntests: [{ event: {}, skips: no route }]',
      'a.relay-test.yaml source: expected one of shop, found shoop',
    ],
    [
      'settings that there are not',
      'settings: none.yaml\ntests: [{ event: {}, skips: no route }]',
      'none.yaml: expected a file that can be read',
    ],
  ]
  for (const [what, text, told] of broken) {
    it(`complains of ${what}`, async () => {
      await using made = await folder({ 'relay.yaml': relayYaml(), 'a.relay-test.yaml': text })
      const { status, stderr } = await inProcess(['test', join(made.path, 'a.relay-test.yaml')])
      expect([status, stderr.includes(told)], stderr).to.deep.equal([2, true])
    })
  }

  it('finds test files below the folder it runs in', async () => {
    await using made = await folder({ 'relay.yaml': relayYaml(), 'b.relay-test.yaml': held, 'a.relay-test.yaml': held })
    const running = start(['test'], { cwd: made.path })
    const { stdout } = await running.ended
    expect(stdout.split('\n').filter((line) => line.endsWith('.yaml'))).to.deep.equal([
      'a.relay-test.yaml',
      'b.relay-test.yaml',
    ])
  })

  it('says what it cannot watch', async () => {
    await using made = await folder({})
    const ended = await inProcess(['test', '--watch', join(made.path, 'none/a.relay-test.yaml')])
    expect([ended.status, ended.stderr.replaceAll(made.path, '.').split('\n').at(-2)]).to.deep.equal([
      1,
      'Cannot watch ./none: no such file or folder.',
    ])
  })

  it('runs again when the settings change, with --watch', async () => {
    await using made = await folder({ 'relay.yaml': relayYaml(), 'a.relay-test.yaml': held })
    const running = start(['test', '--watch'], { cwd: made.path })
    try {
      await running.says('5 held, 0 did not')
      await writeFile(join(made.path, 'relay.yaml'), relayYaml().replace('order_completed', 'order_done'))
      await running.says('4 held, 1 did not')
    } finally {
      running.child.kill('SIGINT')
    }
    expect((await running.ended).status).to.equal(0)
  })
})
