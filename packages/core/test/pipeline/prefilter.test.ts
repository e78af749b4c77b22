import { expect } from 'chai'
import { isLeft, right } from 'fp-ts/lib/Either.js'
import { readPredicate } from '../../src/mapping/predicate.ts'
import { createPrefilter } from '../../src/pipeline/prefilter.ts'
import type { Route } from '../../src/pipeline/route.ts'

const routeOf = (filter: string | undefined): Route => {
  const read = filter === undefined ? undefined : readPredicate(filter, 'open')
  if (read !== undefined && isLeft(read)) throw new Error(filter)
  const condition = read?.right.condition
  return { name: 'r', condition, when: read?.right.matches ?? (() => true), kind: 'event', body: () => right({}) }
}

const fields = ['type', 'event', 'properties']

/** Whether bytes are passed over by routes with these filters. */
const passesOver = (filters: readonly (string | undefined)[], bytes: Uint8Array | string): boolean =>
  createPrefilter(filters.map(routeOf), { text: () => Buffer.from(bytes), fields })(undefined)

const page = '{"type":"page","properties":{"url":"https://shop.example.com/"}}'
const order = '{"type":"track","event":"Order Completed"}'

describe('the prefilter', () => {
  it('passes over what lacks the texts that every filter needs', () => {
    const filters = ['type = "track" and event = "Order Completed"', 'event in ["A", "B"]']
    expect([page, order].map((bytes) => passesOver(filters, bytes))).to.deep.equal([true, false])
  })

  it('passes over what cannot be decoded, too', () => {
    expect(passesOver(['event = "A"'], '{"event": nonsense')).to.equal(true)
  })

  it('passes over everything where nobody listens', () => {
    expect(passesOver([], order)).to.equal(true)
  })

  it('passes nothing over for a route that wants every event, or whose filter needs no text', () => {
    expect(passesOver(['event = "A"', undefined], page)).to.equal(false)
    expect(passesOver(['event = "A"', 'type != "track"'], page)).to.equal(false)
  })

  it('passes nothing over that has an escape in which a text may hide', () => {
    expect(passesOver(['event = "A"'], String.raw`{"event":"\u0041"}`)).to.equal(false)
  })

  it('finds what is written with a backslash or in bytes that are not UTF-8', () => {
    const slash = ['event = "a/b"', String.raw`{"event":"a\/b"}`] as const
    const garbled = ['event = "ok\ufffd"', Buffer.from('{"event":"okÿ"}', 'latin1')] as const
    const letters = ['event = "Zamówienie *|+"', '{"event":"Zamówienie *|+"}'] as const
    const found = [slash, garbled, letters].map(([filter, bytes]) => passesOver([filter], bytes))
    expect(found).to.deep.equal([false, false, false])
  })

  it('reads bytes in the midst of others', () => {
    const all = new Uint8Array(Buffer.from(`${page}${order}${page}`))
    const bytes = all.subarray(page.length, page.length + order.length)
    const isUnwanted = createPrefilter([routeOf('type = "page"')], { text: () => bytes, fields })
    expect(isUnwanted(undefined)).to.equal(true)
  })

  it('says nothing of a source that says nothing of its deliveries', () => {
    const routes = [routeOf('event = "A"')]
    const answers = [undefined, { text: () => undefined, fields }].map((unread) =>
      createPrefilter(routes, unread)(page),
    )
    expect(answers).to.deep.equal([false, false])
  })

  it('looks for no more than the beginning of a long text', () => {
    const long = `${'é'.repeat(49)}aé`
    const found = ['a', 'b'].map((end) => passesOver([`event = "${long}a"`], `{"event":"${long.slice(0, -2)}${end}é"}`))
    expect(found).to.deep.equal([false, true])
  })

  it('says nothing where it would look for too many texts', () => {
    const names = (n: number) => `event in [${Array.from({ length: n }, (_, i) => i).map((i) => `"e${i}"`)}]`
    const filters = [names(1_000)]
    expect([passesOver(filters, page), passesOver([...filters, 'event = "A"'], page)]).to.deep.equal([true, false])
  })
})
