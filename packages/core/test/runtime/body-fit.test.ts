import { expect } from 'chai'
import { isLeft } from 'fp-ts/lib/Either.js'
import { describeFault } from '../../src/contracts/failure.ts'
import { faultsOf } from '../../src/contracts/faults-of.ts'
import { mappingField } from '../../src/mapping/mapping-field.ts'
import { misfits } from '../../src/runtime/body-fit.ts'
import { closed } from '../../src/settings/closed.ts'
import { optional, required } from '../../src/settings/field.ts'
import { Text } from '../../src/settings/values.ts'

const Card = closed('a card', { code: required(Text, { summary: 'Its code.' }) })

const Body = closed('a body', {
  customer: required(Text, { summary: 'Who.' }),
  card: optional(Card, { summary: 'With what.' }),
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
      'custmer: expected one of customer, card (did you mean customer?), found "custmer"',
      'card.code: expected a value for code, found nothing',
      'card.cod: expected code (did you mean code?), found "cod"',
    ]))

  it('is none where a path or a directive makes it', () =>
    expect(faults({ customer: '$.userId', card: { '@path': 'card' } })).to.deep.equal([]))
})
