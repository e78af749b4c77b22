import { expect } from 'chai'
import type { CommitFailure, Driver, Joining, Member, Position } from '../../src/driver.ts'
import type { ClusterUnderTest } from './cluster-under-test.ts'
import { createWitness, joiningOf, until, type Witness } from './witness.ts'

/** Laws of a group's members. `cluster` is to be asked within tests only. */
export const describeMembership = (cluster: () => ClusterUnderTest, protocol: Joining['protocol']): void => {
  let drivers: Driver[] = []
  const driver = (): Driver => {
    const made = cluster().driver()
    drivers.push(made)
    return made
  }
  afterEach(async () => {
    await Promise.all(drivers.map((each) => each.close()))
    drivers = []
  })

  const join = async (topic: string, more: Partial<Joining> = {}, witness = createWitness()) => {
    const member = await driver().join({ ...joiningOf(topic, protocol), ...more }, witness.membership)
    return { witness, member }
  }

  const holding = async (topic: string, partitions: number, more: Partial<Joining> = {}) => {
    const joined = await join(topic, more)
    await until(() => joined.witness.held().length === partitions)
    return joined
  }

  const at = (topic: string, partition: number, offset: number): Position => ({
    topic,
    partition,
    offset: BigInt(offset),
  })

  const committedOf = async (topic: string, partitions: readonly number[]) => {
    const asked = partitions.map((partition) => ({ topic, partition }))
    const found = await driver().committed(`${topic}-group`, asked)
    return found
      .toSorted((a, b) => a.partition - b.partition)
      .map(({ partition, offset }) => [partition, Number(offset)])
  }

  /** Commits until it is done, or refused for good: as whoever lets go of a partition does. */
  const commitFully = async (member: Member, positions: readonly Position[]): Promise<readonly CommitFailure[]> => {
    const failures = await member.commit(positions)
    return failures.some(({ canRepeat }) => canRepeat) ? commitFully(member, positions) : failures
  }

  const shared = (one: Witness, other: Witness) => (): boolean => one.held().length === 2 && other.held().length === 2

  const both = [0, 1, 2, 3]

  it('gives a member that is alone all partitions', async () => {
    const topic = await cluster().topic(4)
    const { witness, member } = await holding(topic, 4)
    expect(witness.told).to.deep.equal(['assigned 0,1,2,3'])
    expect(member.state()).to.deep.equal({ _tag: 'Joined' })
  })

  it('joins by a pattern', async () => {
    const topic = await cluster().topic(1)
    const { witness } = await holding(topic, 1, { topics: new RegExp(`^${topic}$`) })
    expect(witness.told).to.deep.equal(['assigned 0'])
  })

  it('keeps what a member commits for the group', async () => {
    const topic = await cluster().topic(2)
    const { member } = await holding(topic, 2)
    expect(await member.commit([at(topic, 0, 7), at(topic, 1, 3)])).to.deep.equal([])
    expect(await member.commit([at(topic, 0, 8)])).to.deep.equal([])
    expect(await committedOf(topic, [0, 1])).to.deep.equal([
      [0, 8],
      [1, 3],
    ])
  })

  it('refuses to commit what the member does not hold', async () => {
    const topic = await cluster().topic(1)
    const { member } = await holding(topic, 1)
    const failures = await member.commit([at(topic, 0, 1), at(topic, 5, 1)])
    expect(failures.map(({ partition, canRepeat }) => [partition, canRepeat])).to.deep.equal([[5, false]])
    expect(await committedOf(topic, [0])).to.deep.equal([[0, 1]])
  })

  it('shares partitions between two members', async () => {
    const topic = await cluster().topic(4)
    const first = await holding(topic, 4)
    const second = await join(topic)
    await until(shared(first.witness, second.witness))
    expect([...first.witness.held(), ...second.witness.held()].toSorted((a, b) => a - b)).to.deep.equal(both)
    expect(first.member.rebalances()).to.be.greaterThan(1)
  })

  it('moves no partition before its holder has let go of it', async () => {
    const topic = await cluster().topic(4)
    const first = await holding(topic, 4)
    let isMovedEarly = false
    const second = createWitness(() => {
      isMovedEarly ||= second.held().some((partition) => first.witness.held().includes(partition))
    })
    const letGo = first.witness.holdUp()
    await join(topic, {}, second)
    await until(() => first.witness.told.some((told) => told.startsWith('revoked')))
    const during = await driver().committed(`${topic}-group`, [{ topic, partition: 0 }])
    expect([during, second.held()]).to.deep.equal([[], []])
    letGo()
    await until(() => second.held().length === 2)
    expect(isMovedEarly).to.equal(false)
  })

  it('commits what comes to its end while a partition is let go of', async () => {
    const topic = await cluster().topic(4)
    const first = await holding(topic, 4)
    let failures: readonly CommitFailure[] | undefined
    const moved: number[] = []
    first.witness.onRevoked = async (partitions) => {
      moved.push(...partitions.map(({ partition }) => partition))
      failures = await commitFully(
        first.member,
        partitions.map((partition) => ({ ...partition, offset: 42n })),
      )
    }
    const { witness } = await join(topic)
    await until(() => witness.held().length === 2)
    expect(failures).to.deep.equal([])
    expect(await committedOf(topic, moved)).to.deep.equal(moved.toSorted((a, b) => a - b).map((each) => [each, 42]))
  })

  it('gives to others what a member leaves, when it has let go of it', async () => {
    const topic = await cluster().topic(4)
    const first = await holding(topic, 4)
    const second = await join(topic)
    await until(() => second.witness.held().length === 2)
    await until(() => first.witness.held().length === 2)
    const left = first.witness.held()
    first.witness.onRevoked = async (partitions) => {
      await commitFully(
        first.member,
        partitions.map((partition) => ({ ...partition, offset: 5n })),
      )
    }
    await first.member.leave()
    expect(first.witness.told.at(-1)).to.equal(`revoked ${left.join()}`)
    await until(() => second.witness.held().length === 4)
    expect(await committedOf(topic, left)).to.deep.equal(left.map((partition) => [partition, 5]))
  })

  it('commits nothing for a member that has left', async () => {
    const topic = await cluster().topic(1)
    const { member } = await holding(topic, 1)
    await member.leave()
    const failures = await member.commit([at(topic, 0, 1)])
    expect(failures.map(({ canRepeat }) => canRepeat)).to.deep.equal([false])
    expect(await committedOf(topic, [0])).to.deep.equal([])
    expect(member.state()._tag).to.equal('Out')
  })

  it('tells a member that it was expelled, refuses its commit, and lets it come again', async () => {
    const topic = await cluster().topic(2)
    const { witness, member } = await holding(topic, 2)
    const late: Promise<readonly CommitFailure[]>[] = []
    const { lost } = witness.membership
    Object.assign(witness.membership, {
      lost: (partitions: readonly Position[]) => {
        lost(partitions)
        late.push(member.commit([at(topic, 0, 9)]))
      },
    })
    await cluster().expel(`${topic}-group`, protocol)
    await until(() => witness.told.length === 3)
    expect(witness.told).to.deep.equal(['assigned 0,1', 'lost 0,1', 'assigned 0,1'])
    expect((await Promise.all(late)).flat().map(({ canRepeat }) => canRepeat)).to.deep.equal([false])
    expect(await committedOf(topic, [0])).to.deep.equal([])
    expect(member.state()).to.deep.equal({ _tag: 'Joined' })
  })

  it('takes no commit on the word of a member that was expelled and does not know it', async () => {
    const topic = await cluster().topic(1)
    const { member } = await holding(topic, 1)
    await cluster().expel(`${topic}-group`, protocol)
    const failures = await member.commit([at(topic, 0, 9)])
    expect([failures.length, await committedOf(topic, [0])]).to.deep.equal([1, []])
  })

  it('gives a static member its partitions again, and nobody notices', async () => {
    const topic = await cluster().topic(4)
    const first = await holding(topic, 4, { instanceId: 'first' })
    const second = await join(topic, { instanceId: 'second' })
    await until(shared(first.witness, second.witness))
    const held = second.witness.held()
    const told = first.witness.told.length
    await second.member.leave()
    const again = await join(topic, { instanceId: 'second' })
    await until(() => again.witness.held().length === 2)
    expect(again.witness.held()).to.deep.equal(held)
    expect(first.witness.told.slice(told)).to.deep.equal([])
  })

  it('notices partitions that are added', async () => {
    const topic = await cluster().topic(2)
    const { witness } = await holding(topic, 2)
    await cluster().grow(topic, 3)
    await until(() => witness.held().length === 3)
    expect(witness.held()).to.deep.equal([0, 1, 2])
  })

  it('says that a topic is missing', async () => {
    const failure = await join('no-such-topic').catch((error: unknown) => error)
    expect(failure).to.deep.include({ _tag: 'KafkaFailure', passes: false })
  })

  it('lets go of all when its driver is closed', async () => {
    const topic = await cluster().topic(1)
    const { witness } = await holding(topic, 1)
    await Promise.all(drivers.map((each) => each.close()))
    expect(witness.told).to.deep.equal(['assigned 0', 'revoked 0'])
  })
}
