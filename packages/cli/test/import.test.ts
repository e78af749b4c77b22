import { expect } from 'chai'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { inProcess } from './in-process.ts'
import { folder } from './vouchrelay.ts'

/** An export of Segment's, and what is to become of it. */
interface Fixture {
  readonly title: string
  readonly exported: unknown
  readonly routes: readonly unknown[]
  /** What is told, `path: text`, without the sum at the end. */
  readonly notes: readonly string[]
  /** Events, and the bodies that the routes make of them, by the name of the route. */
  readonly plans: readonly { readonly event: unknown; readonly bodies: Readonly<Record<string, unknown>> }[]
}

const fixtures = new URL('./import/', import.meta.url)

const read = (name: string): Fixture => JSON.parse(readFileSync(new URL(name, fixtures), 'utf8'))

interface PlanRecord {
  readonly routes: readonly { readonly route: string; readonly body?: unknown }[]
}

const bodiesIn = (line: string): Fixture['plans'][number]['bodies'] => {
  const { routes }: PlanRecord = JSON.parse(line)
  return Object.fromEntries(routes.flatMap(({ route, body }) => (body === undefined ? [] : [[route, body]])))
}

describe('vouchrelay import segment', function () {
  this.timeout(30_000)

  for (const name of readdirSync(fixtures)) {
    const { title, exported, routes, notes, plans } = read(name)

    it(`makes routes of ${title}, and tells what it changed`, async () => {
      await using dir = await folder({ 'export.json': JSON.stringify(exported) })
      const file = join(dir.path, 'export.json')
      const { status, stdout, stderr } = await inProcess(['import', 'segment', file])
      const told = stderr
        .trimEnd()
        .split('\n')
        .slice(0, -1)
        .map((line) => line.replace(file, '').trimStart())
      expect([status, parse(stdout), told]).to.deep.equal([0, { routes }, notes])
    })

    it(`writes settings with the routes of ${title}, which make what Segment made`, async () => {
      const events = plans.map(({ event }) => JSON.stringify(event)).join('\n')
      await using dir = await folder({ 'export.json': JSON.stringify(exported), 'events.ndjson': events })
      const file = join(dir.path, 'relay.yaml')
      const written = await inProcess(['import', 'segment', join(dir.path, 'export.json'), '--out', file])
      const checked = await inProcess(['check', file])
      const planned = await inProcess(['plan', file, join(dir.path, 'events.ndjson'), '--json'])
      const made = planned.stdout
        .split('\n')
        .filter((line) => line !== '')
        .map(bodiesIn)
      expect([written.status, checked.status, checked.stderr, made]).to.deep.equal([
        0,
        0,
        '',
        plans.map(({ bodies }) => bodies),
      ])
    })
  }

  const one = { name: 'One', trigger: 'type = "track"', actionSlug: 'addCustomEvent' }
  const settings = { event: 'e', customer: { source_id: { '@path': '$.userId' } } }
  const route = { name: 'one', when: 'type = "track"', body: { event: 'e', customer: { source_id: '$.userId' } } }

  const shapes: readonly (readonly [shape: string, exported: unknown])[] = [
    ['a list', [{ ...one, settings }]],
    ['a list of subscriptions', { subscriptions: [{ ...one, settings }] }],
    ['one subscription', { data: { subscription: { ...one, enabled: true, settings } } }],
    ['a preset', { name: 'One', subscribe: one.trigger, partnerAction: 'addCustomEvent', mapping: settings }],
  ]
  for (const [shape, exported] of shapes) {
    it(`reads ${shape}`, async () => {
      await using dir = await folder({ 'export.json': JSON.stringify(exported) })
      const { status, stdout } = await inProcess(['import', 'segment', join(dir.path, 'export.json')])
      expect([status, parse(stdout)]).to.deep.equal([0, { routes: [route] }])
    })
  }

  const dotted: readonly (readonly [title: string, mapping: object, customer: object, notes: readonly string[]])[] = [
    ['before it', { 'customer.source_id': 'ada', customer: { email: 'e' } }, { source_id: 'ada', email: 'e' }, []],
    ['after it', { customer: { email: 'e' }, 'customer.source_id': 'ada' }, { source_id: 'ada', email: 'e' }, []],
    [
      'again',
      { customer: { email: 'e', source_id: 'ada' }, 'customer.email': 'f' },
      { source_id: 'ada', email: 'e' },
      ["settings['customer.email']: something else makes it, too: left out"],
    ],
    [
      'beside a directive',
      { customer: { '@path': '$.traits' }, 'customer.email': 'e' },
      { source_id: { '@string': '$.traits.source_id' }, email: '$.traits.email' },
      [
        "settings['customer.email']: something else makes it, too: left out",
        'settings.customer.source_id: Segment makes a text of a number here, and so does @string',
      ],
    ],
  ]
  for (const [title, mapping, customer, notes] of dotted) {
    it(`puts a name with dots into the object that is there: ${title}`, async () => {
      const exported = [{ ...one, settings: { event: 'e', ...mapping } }]
      await using dir = await folder({ 'export.json': JSON.stringify(exported) })
      const { stdout, stderr } = await inProcess(['import', 'segment', join(dir.path, 'export.json')])
      const told = stderr.split('\n').filter((line) => !/with dots|^1 route|^$/.test(line))
      expect([parse(stdout).routes[0].body.customer, told.map((line) => line.replace(/^.*\[0\]\./, ''))]).to.deep.equal(
        [customer, notes],
      )
    })
  }

  it('reads a file that begins with a byte order mark', async () => {
    await using dir = await folder({ 'export.json': `\ufeff${JSON.stringify([{ ...one, settings }])}` })
    const { status, stdout } = await inProcess(['import', 'segment', join(dir.path, 'export.json')])
    expect([status, parse(stdout)]).to.deep.equal([0, { routes: [route] }])
  })

  it('says above each route what was changed, and why others are left out', async () => {
    const exported = [
      { ...one, settings: { ...settings, type: 't' } },
      { ...one, name: 'Two', enabled: false, settings },
    ]
    await using dir = await folder({ 'export.json': JSON.stringify(exported) })
    const { stdout } = await inProcess(['import', 'segment', join(dir.path, 'export.json')])
    expect(stdout).to.equal(`routes:
  # One
  #   settings.type: Voucherify's API has no such field: left out
  - name: one
    when: type = "track"
    body: { event: e, customer: { source_id: $.userId } }

  # Two is left out: it is disabled in Segment
`)
  })

  const refusals: readonly (readonly [fact: string, text: string, status: number, complaint: string])[] = [
    ['what is not JSON', '{', 2, "is no export of Segment's. Expected property name or '}' in JSON"],
    ['what is something else', '7', 2, "is no export of Segment's. Expected subscriptions, found 7."],
    [
      'what is nested too deeply',
      '[{"settings":{"a":'.repeat(30_000) + '1' + '}}]'.repeat(30_000),
      2,
      "is no export of Segment's. Expected at most 100 levels of nesting, found more.",
    ],
    ['an empty list', '[]', 2, "is no export of Segment's. Expected subscriptions, found an empty list."],
    [
      'a list of something else',
      '{"subscriptions":[{"name":"One"}]}',
      2,
      "is no export of Segment's. Expected a subscription with its settings or mapping, found an object at subscriptions[0].",
    ],
    [
      'subscriptions of which none can be kept',
      '[{"name":"One","enabled":false,"settings":{}}]',
      1,
      '[0]: One is left out: it is disabled in Segment\n0 routes, 1 subscription left out, 0 notes\n',
    ],
  ]
  for (const [fact, text, status, complaint] of refusals) {
    it(`refuses ${fact}`, async () => {
      await using dir = await folder({ 'export.json': text })
      const file = join(dir.path, 'export.json')
      const ended = await inProcess(['import', 'segment', file])
      expect([ended.status, ended.stdout, ended.stderr.slice(0, file.length + 1 + complaint.length)]).to.deep.equal([
        status,
        '',
        `${file} ${complaint}`,
      ])
    })
  }

  it('says that there are more subscriptions than it was given', async () => {
    const exported = { data: { subscriptions: [{ ...one, settings }], pagination: { current: 'MA==', next: 'MQ==' } } }
    await using dir = await folder({ 'export.json': JSON.stringify(exported) })
    const file = join(dir.path, 'export.json')
    const { status, stderr } = await inProcess(['import', 'segment', file])
    expect([status, stderr.split('\n')[0]]).to.deep.equal([
      0,
      `${file} is one page of several: what is on the others is not imported.`,
    ])
  })

  it('leaves a file alone that is there', async () => {
    await using dir = await folder({ 'export.json': JSON.stringify([{ ...one, settings }]), 'relay.yaml': 'mine' })
    const out = join(dir.path, 'relay.yaml')
    const { status, stdout, stderr } = await inProcess([
      'import',
      'segment',
      join(dir.path, 'export.json'),
      '--out',
      out,
    ])
    expect([status, stdout, stderr, readFileSync(out, 'utf8')]).to.deep.equal([
      1,
      '',
      `1 route, 0 subscriptions left out, 0 notes\n${out} is there already.\n`,
      'mine',
    ])
  })

  it('knows no other product', async () => {
    const { status, stderr } = await inProcess(['import', 'rudder', 'export.json'])
    expect([status, stderr.split('\n')[0]]).to.deep.equal([
      2,
      "error: command-argument value 'rudder' is invalid for argument 'from'. Allowed choices are segment.",
    ])
  })
})
