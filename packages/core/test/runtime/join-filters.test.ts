import { expect } from 'chai'
import { isLeft } from 'fp-ts/lib/Either.js'
import { describeFault } from '../../src/contracts/failure.ts'
import { faultsOf } from '../../src/contracts/faults-of.ts'
import { joinFilters } from '../../src/runtime/join-filters.ts'

/** The text of what filters are joined to, or what is wrong with them. */
const joined = (...filters: readonly (string | undefined)[]): unknown => {
  const read = joinFilters(filters, ['type', 'event'], [])
  return isLeft(read) ? faultsOf(read.left).map(describeFault) : read.right?.text
}

/** A filter that is right, and as long as this. */
const long = (characters: number): string => `event = "${'x'.repeat(characters - 10)}"`

describe('filters that are joined', () => {
  it('all hold', () =>
    expect([
      joined(undefined, 'type = "a"'),
      joined('type = "a" or type = "b"', undefined, 'event = "c"'),
    ]).to.deep.equal(['type = "a"', '(type = "a" or type = "b") and (event = "c")']))

  it('are none where none is given', () => expect(joined(undefined, undefined)).to.equal(undefined))

  it('are told where one cannot be read', () =>
    expect(joined('type == "a"', 'event = "c"')).to.deep.equal([
      'when: expected = at character 6, not ==, found "type == \\"a\\""',
    ]))

  it('are told where one names what events have not', () =>
    expect(joined('kind = "a"')).to.deep.equal([
      'when: expected a field that starts with one of type, event, or quotes around a text at character 1, not kind, found "kind = \\"a\\""',
    ]))

  it('are told where one has the parenthesis that another lacks', () =>
    expect(joined('type = "a") or (event = "b"', 'event = "c"')).to.deep.equal([
      'when: expected and, or, or the end at character 11, not ), found "type = \\"a\\") or (event = \\"b\\""',
    ]))

  it('are told where they are too long together', () =>
    expect([joined(long(10_000)), joined(long(6_000), long(6_000))]).to.deep.equal([
      long(10_000),
      [`when: expected the end at character 10001, not ${'x'.repeat(57)}..., found "(event = \\"${'x'.repeat(47)}..."`],
    ]))
})
