import { expect } from 'chai'
import { isLeft } from 'fp-ts/lib/Either.js'
import { describeFault } from '../../src/contracts/failure.ts'
import { faultsOf } from '../../src/contracts/faults-of.ts'
import { mappingField } from '../../src/mapping/mapping-field.ts'
import { misfits } from '../../src/runtime/body-fit.ts'
import { closed } from '../../src/settings/closed.ts'
import { listOf, optional, required } from '../../src/settings/field.ts'
import { Text, whole } from '../../src/settings/values.ts'

const Card = closed('a card', { code: required(Text, { summary: 'Its code.' }) })

const Body = closed('a body', {
  customer: required(Text, { summary: 'Who.' }),
  card: optional(Card, { summary: 'With what.' }),
  tags: optional(listOf(Text), { summary: 'What else.' }),
  visits: optional(whole(0, 9), { summary: 'How often.' }),
})

const faults = (written: unknown): readonly string[] => {
  const mapping = mappingField('open').decode(written)
  return isLeft(mapping)
    ? ['no mapping']
    : faultsOf(misfits(mapping.right.expression, Body.schema, [])).map(describeFault)
}

describe('a mapping that does not fit a body', () => {
  it('is told at every level, where a body is a codec of settings, too', () =>
    expect(faults({ custmer: '$.userId', card: { cod: 1 } })).to.deep.equal([
      'customer: expected a value for customer, found nothing',
      'custmer: expected one of customer, card, tags, visits (did you mean customer?), found "custmer"',
      'card.code: expected a value for code, found nothing',
      'card.cod: expected code (did you mean code?), found "cod"',
    ]))

  const others: readonly (readonly [written: unknown, fault: string])[] = [
    ['ada', 'the value: expected an object, found "ada"'],
    [['$.userId'], 'the value: expected an object, found a list of 1'],
    [{ customer: 7 }, 'customer: expected a text, found 7'],
    [{ customer: { id: '$.userId' } }, 'customer: expected a text, found an object'],
    [{ customer: 'ada', card: true }, 'card: expected an object, found true'],
    [{ customer: 'ada', card: [] }, 'card: expected an object, found an empty list'],
    [{ customer: 'ada', tags: 'vip' }, 'tags: expected a list, found "vip"'],
    [{ customer: 'ada', tags: { a: 'vip' } }, 'tags: expected a list, found an object'],
  ]
  for (const [written, fault] of others) {
    it(`is told where something else is written: ${JSON.stringify(written)}`, () =>
      expect(faults(written)).to.deep.equal([fault]))
  }

  it('is none where what is written fits, is left out, or is read by its codec', () =>
    expect(faults({ customer: 'ada', card: null, tags: ['$.a', 'b'], visits: '7' })).to.deep.equal([]))

  it('is none where a path or a directive makes it', () =>
    expect(faults({ customer: '$.userId', card: { '@path': 'card' } })).to.deep.equal([]))
})
