import { expect } from 'chai'
import { keepClassic } from '../../src/client/membership/classic-member.ts'
import { keepConsumer } from '../../src/client/membership/consumer-member.ts'
import type { Keeping } from '../../src/client/membership/member-parts.ts'
import type { Joining } from '../../src/driver.ts'
import { createWitness, joiningOf, until, type Witness } from '../driver-contract/witness.ts'
import { createFakeGroup, type FakeGroup } from './fake-group.ts'

const sessionTimeoutMs = 100

describe('a member whose heartbeats fail', () => {
  const kinds = [
    { protocol: 'cooperative', keep: keepClassic, heartbeat: 'Heartbeat' },
    { protocol: 'consumer', keep: keepConsumer, heartbeat: 'ConsumerGroupHeartbeat' },
  ] as const

  for (const { protocol, keep, heartbeat } of kinds) {
    describe(`by the protocol "${protocol}"`, () => {
      let witness: Witness
      let group: FakeGroup
      let keeping: Keeping

      beforeEach(async () => {
        witness = createWitness()
        const joining: Joining = { ...joiningOf('orders', protocol), sessionTimeoutMs, instanceId: 'one' }
        group = createFakeGroup(joining, witness)
        keeping = keep(group.parts)
        await keeping.begun
        await until(() => witness.held().length === 2)
      })
      afterEach(() => keeping.end())

      it('keeps its partitions for as long as a session lasts', async () => {
        group.says = 'silence'
        group.clock += sessionTimeoutMs - 1
        await group.answered(heartbeat, 2)
        expect([keeping.state(), witness.told]).to.deep.equal([{ _tag: 'Joined' }, ['assigned 0,1']])
      })

      it('believes no longer that they are its own than a session lasts', async () => {
        group.says = 'silence'
        group.clock += sessionTimeoutMs
        await until(() => witness.told.length > 1)
        expect(witness.told[1]).to.equal('lost 0,1')
      })

      it('begins to count anew when it is heard', async () => {
        group.says = 'silence'
        group.clock += sessionTimeoutMs - 1
        await group.answered(heartbeat, 1)
        group.says = 'well'
        await group.answered(heartbeat, 2)
        group.says = 'silence'
        group.clock += sessionTimeoutMs - 1
        await group.answered(heartbeat, 2)
        expect(witness.told).to.deep.equal(['assigned 0,1'])
      })

      it('joins again when it was expelled', async () => {
        group.says = { error: 'UNKNOWN_MEMBER_ID' }
        await until(() => witness.told.length > 1)
        group.says = 'well'
        await until(() => witness.held().length === 2)
        expect([witness.told.slice(0, 2), keeping.state()]).to.deep.equal([
          ['assigned 0,1', 'lost 0,1'],
          { _tag: 'Joined' },
        ])
      })

      it('gives up where another has come under its name', async () => {
        group.says = { error: 'FENCED_INSTANCE_ID' }
        await until(() => witness.told.length > 1)
        const calls = new Map(group.calls)
        await keeping.end()
        expect(witness.told).to.deep.equal(['assigned 0,1', 'lost 0,1'])
        expect([...group.calls]).to.deep.equal([...calls])
      })
    })
  }
})
