import type { ClusterUnderTest } from './driver-contract/cluster-under-test.ts'
import { describeMembership } from './driver-contract/membership.ts'
import { describeReading } from './driver-contract/reading.ts'

const protocols = ['cooperative', 'eager', 'consumer'] as const

/**
 * The laws that every driver holds.
 *
 * @param make called once, in a `before`, which it may skip; what it makes is closed after the last test
 */
export const describeDriver = (name: string, make: (context: Mocha.Context) => Promise<ClusterUnderTest>): void => {
  describe(name, () => {
    let made: ClusterUnderTest | undefined
    before(async function () {
      made = await make(this)
    })
    after(() => made?.close())
    const cluster = (): ClusterUnderTest => {
      if (made === undefined) throw new Error('no test is running')
      return made
    }

    describe('reading and writing', () => describeReading(cluster))
    for (const protocol of protocols) {
      describe(`a group by the protocol "${protocol}"`, () => describeMembership(cluster, protocol))
    }
  })
}
