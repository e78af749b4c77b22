/** Events as no shop would send them, through every directive that can meet them. */
import { expect } from 'chai'
import { createDryRun, describeFault, type Plan } from '@vouchrelay/core'
import { settingsOf } from './journey/start-shop.ts'

const settings = settingsOf(
  `
sources: [{ use: segment, name: shop, tracking: { writeKeys: [key] } }]
routes:
  - name: whole
    body: { event: e, customer: { source_id: $.userId }, metadata: { '@omit': { of: $, keys: [userId, type, messageId] } } }
  - name: flat
    body: { event: e, customer: { source_id: $.userId }, metadata: { '@metadata': { of: $.properties, lists: omit } } }
  - name: text
    body: { event: e, customer: { source_id: $.userId }, metadata: { all: { '@json': { mode: encode, value: $.properties } } } }
  - name: list
    body:
      event: e
      customer: { source_id: $.userId }
      metadata: { made: { '@arrayPath': [$.properties.list, { '@arrayPath': [$$.properties.list, { '@arrayPath': [$$.properties.list, { n: $.n }] }] }] } }
`.concat("destination: { use: voucherify, baseUrl: 'http://127.0.0.1:1', applicationId: a, secretKey: s }"),
)

const dryRun = createDryRun(settings, 'shop')

const saysOf = (plan: Plan<unknown>): unknown => {
  if (plan._tag !== 'Planned') return plan._tag === 'Undecodable' ? plan.faults.map(describeFault) : plan._tag
  return Object.fromEntries(
    plan.parts.map((part) => {
      if (part._tag === 'Faulty') return [part.route, part.faults.map(describeFault)]
      return [part.route, part._tag === 'Ready' ? 'ready' : part.reason]
    }),
  )
}

const planned = (event: string): unknown => (dryRun === undefined ? undefined : saysOf(dryRun(Buffer.from(event), 0)))

const track = (properties: string, userId = '"ada"'): string =>
  `{"type":"track","event":"E","messageId":"m","userId":${userId},"properties":${properties}}`

const nested = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`

const lists = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`

describe('an event', () => {
  it('of 10,000 levels is buried with the level that is too deep, by each route', () => {
    const a = (levels: number): readonly string[] => Array.from({ length: levels }, () => 'a')
    expect(planned(track(nested(10_000)))).to.deep.equal({
      whole: [`metadata.properties.${a(31).join('.')}: expected at most 32 levels of nesting, found an object`],
      flat: [
        `metadata.${a(32).join('_')}: expected at most 32 levels of nesting, found an object ($.properties.${a(32).join('.')})`,
      ],
      text: ['metadata.all: expected at most 32 levels of nesting, found an object ($.properties)'],
      list: 'ready',
    })
  })

  it('with a list of 10,000 levels is buried likewise', () => {
    expect(planned(track(`{"list":${lists(10_000)}}`))).to.deep.equal({
      whole: [`metadata.properties.list${'[0]'.repeat(30)}: expected at most 32 levels of nesting, found a list of 1`],
      flat: 'ready',
      text: ['metadata.all: expected at most 32 levels of nesting, found an object ($.properties)'],
      list: 'ready',
    })
  })

  it('with members named like parts of a prototype keeps them as what they are', () => {
    const properties = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'
    const plan = dryRun?.(Buffer.from(track(properties)), 0)
    const whole = plan?._tag === 'Planned' ? plan.parts.find(({ route }) => route === 'whole') : undefined
    expect(whole?._tag === 'Ready' ? JSON.stringify(whole.shipment.body) : whole).to.equal(
      `{"event":"e","customer":{"source_id":"ada"},"metadata":{"event":"E","properties":${properties}}}`,
    )
    expect(Object.hasOwn(Object.prototype, 'polluted')).to.equal(false)
  })

  it('with half a surrogate pair in an id is buried', () => {
    expect(planned(track('{}', '"\\ud800"'))).to.deep.equal([
      'userId: expected an id: a text, or a number up to 2^53, found "\\ud800"',
    ])
  })

  it('with half a surrogate pair in a text goes', () => {
    expect(planned(track('{"note":"\\ud800"}'))).to.deep.equal({
      whole: 'ready',
      flat: 'ready',
      text: 'ready',
      list: 'ready',
    })
  })

  it('with a number past 2^53 is buried where the number would be sent', () => {
    const told = 'expected a number up to 2^53 (a longer one as a text), found 9007199254740992'
    expect(planned(track('{"id":9007199254740993}'))).to.deep.equal({
      whole: [`metadata.properties.id: ${told}`],
      flat: [`metadata.id: ${told}`],
      text: [`metadata.all: ${told} ($.properties)`],
      list: 'ready',
    })
  })

  it('whose mapping would go through a thousand million items is buried', () => {
    expect(
      planned(track(`{"list":[${Array.from({ length: 1000 }, (_, n) => `{"n":${n}}`).join(',')}]}`)),
    ).to.deep.equal({
      whole: 'ready',
      flat: 'ready',
      text: 'ready',
      list: ['metadata.made[0][998]: expected at most 1000000 items and characters, found more'],
    })
  })
})
