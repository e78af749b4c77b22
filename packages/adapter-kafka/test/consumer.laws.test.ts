import { expect } from 'chai'
import fc from 'fast-check'
import { happenings, live, type Step } from './support/world.ts'

const stepsOf = (some: readonly Step['does'][]): fc.Arbitrary<readonly Step[]> =>
  fc.array(fc.record({ does: fc.constantFrom(...some), n: fc.nat(1_000), m: fc.nat(1_000) }), {
    maxLength: 120,
    size: 'max',
  })

const courses = fc.record({
  partitions: fc.integer({ min: 1, max: 4 }),
  protocol: fc.constantFrom('cooperative', 'eager'),
  hearsRecall: fc.boolean(),
  drainMs: fc.constantFrom(100, 1_000),
} as const)

/** A record that is returned while its partition is about to go leaves a gap. */
const isGraceful = (does: Step['does']): boolean => !['crash', 'expel', 'refuse for good', 'give back'].includes(does)

describe('a consumer', () => {
  it('commits nothing that has not ended, loses nothing, keeps the order and stays within its bounds, whatever happens', () =>
    fc.assert(
      fc.asyncProperty(courses, stepsOf(happenings), async (course, steps) => {
        const { wrongs } = await live(course, steps)
        expect(wrongs.join('; ')).to.equal('')
      }),
      { numRuns: 250 },
    ))

  it('hands out nothing that has ended, where members come and go and each may finish', () =>
    fc.assert(
      fc.asyncProperty(courses, stepsOf(happenings.filter(isGraceful)), async (course, steps) => {
        expect(await live({ ...course, drainMs: 1e9 }, steps)).to.deep.equal({ wrongs: [], doubled: 0 })
      }),
      { numRuns: 150 },
    ))
})
