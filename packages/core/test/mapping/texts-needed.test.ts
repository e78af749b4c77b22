import { expect } from 'chai'
import { isLeft } from 'fp-ts/lib/Either.js'
import type { Condition } from '../../src/mapping/predicate/condition.ts'
import { readPredicate } from '../../src/mapping/predicate.ts'
import { textsNeeded } from '../../src/mapping/predicate/texts-needed.ts'
import { valuesNeeded } from '../../src/mapping/predicate/values-needed.ts'

const conditionOf = (filter: string): Condition => {
  const read = readPredicate(filter, 'open')
  if (isLeft(read)) throw new Error(filter)
  return read.right.condition
}

describe('the texts that a filter needs', () => {
  const table: readonly (readonly [filter: string, texts: readonly string[] | undefined])[] = [
    ['event = "Order Completed"', ['"Order Completed"']],
    ['"Order Completed" = event', ['"Order Completed"']],
    ['event = ""', ['""']],
    ['type = "track" and event = "Sale"', ['"Sale"']],
    ['type = "track"', ['"track"']],
    ['event = "A" or event = "B"', ['"A"', '"B"']],
    ['event in ["A", "B"]', ['"A"', '"B"']],
    ['event in []', []],
    ['event in ["A", null]', undefined],
    ['event in ["A", 1]', undefined],
    ['event = "A" or userId = "x"', undefined],
    ['event = "A" and userId = "x"', ['"A"']],
    ['event = null', undefined],
    ['event != "A"', undefined],
    ['event != null', undefined],
    ['not event = "A"', undefined],
    ['properties.coupon != null', ['"coupon"']],
    ['null != properties.items[0]', ['"items"']],
    ['properties.total > 5', ['"total"']],
    ['properties.total = 5', ['"total"']],
    ['properties.vip = true', ['"vip"']],
    ['properties.vip', ['"vip"']],
    ['traits = true', ['true']],
    ['properties.plan = "gold"', ['"gold"']],
    ['"sale" in properties.tags', ['"sale"']],
    ['properties.tags = ["a"]', undefined],
    ['event = properties.name', undefined],
    ['contains(event, "Order")', ['Order']],
    ['contains(event, "")', undefined],
    ['contains(event, properties.name)', undefined],
    ['contains(properties.name, event)', ['"name"']],
    ['contains(lowercase(event), "order")', undefined],
    ['lowercase(event) = "order"', undefined],
    ['length(event) > 3', undefined],
    ['bool(event)', undefined],
    ['match(event, "Order *")', ['"Order ']],
    ['match(event, "*pleted")', ['pleted"']],
    ['match(event, "*rder*")', ['rder']],
    ['match(event, "Or?er [CD]ompleted")', ['ompleted"']],
    [String.raw`match(event, "100\* sure")`, ['"100* sure"']],
    ['match(event, "*")', undefined],
    ['match(event, properties.pattern)', undefined],
    [String.raw`event = 'say "hello" to'`, ['"say ']],
    ['event = "a/list"', ['list"']],
    [String.raw`event = "back\\slash"`, ['slash"']],
    ['event = "line\nbreak"', ['break"']],
    ['event = "\ufffdok"', ['ok"']],
    ['event = "half \ud83d"', ['"half ']],
    ['event = "/"', undefined],
    ['event = "Zamówienie"', ['"Zamówienie"']],
    ["properties['a\"b'] != null", ['"a']],
  ]
  for (const [filter, texts] of table) {
    it(`${filter.replaceAll('\n', '↵')}: ${texts?.join(', ') ?? 'none'}`, () => {
      const needed = textsNeeded(conditionOf(filter), ['type', 'event', 'properties', 'traits'])
      expect(needed && [...needed.texts]).to.deep.equal(texts)
    })
  }
})

describe('the texts that a filter needs of an event whose fields but some are taken as they are', () => {
  const table: readonly (readonly [filter: string, texts: readonly string[] | undefined])[] = [
    ['status = "paid"', ['"paid"']],
    ['kafka.topic = "orders"', undefined],
    ['kafka.topic = "orders" and status = "paid"', ['"paid"']],
    ['kafka.topic = "orders" or status = "paid"', undefined],
  ]
  for (const [filter, texts] of table) {
    it(`${filter}: ${texts?.join(', ') ?? 'none'}`, () => {
      const needed = textsNeeded(conditionOf(filter), { except: ['kafka'] })
      expect(needed && [...needed.texts]).to.deep.equal(texts)
    })
  }
})

describe('the values that a filter needs a field to have', () => {
  const table: readonly (readonly [filter: string, values: readonly unknown[] | undefined])[] = [
    ['event = "A"', ['A']],
    ['"A" = event', ['A']],
    ['event = null', [null]],
    ['event in ["A", 1, null]', ['A', 1, null]],
    ['event = "A" or event in ["B", "A"]', ['A', 'B']],
    ['event = "A" or type = "track"', undefined],
    ['event = "A" and type = "track"', ['A']],
    ['event = "A" and event = "B"', []],
    ['(event = "A" or event = "B") and event in ["B", "C"]', ['B']],
    ['event != "A"', undefined],
    ['not event = "A"', undefined],
    ['event.name = "A"', undefined],
    ['event = type', undefined],
    ['event = ["A"]', undefined],
    ['"A" in event', undefined],
    ['event', undefined],
  ]
  for (const [filter, values] of table) {
    it(`${filter}: ${values === undefined ? 'any' : JSON.stringify(values)}`, () => {
      const needed = valuesNeeded(conditionOf(filter), 'event')
      expect(needed && [...needed]).to.deep.equal(values)
    })
  }
})
