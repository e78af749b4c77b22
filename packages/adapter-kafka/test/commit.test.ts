import { expect } from 'chai'
import { createAssignment } from '../src/assignment.ts'
import { createCommits } from '../src/commit.ts'
import type { CommitFailure, Position } from '../src/driver.ts'
import { turns } from './support/consuming.ts'

/** One partition of which all ends as soon as it is handed out, and commits that are answered by hand. */
const committing = () => {
  const assignment = createAssignment({ topic: 'orders', partition: 0 }, 100)
  assignment.begin(0n, true)
  let now = 0
  const sent: bigint[] = []
  let answer: (failures: readonly CommitFailure[]) => void = () => undefined
  const commits = createCommits({
    commit: (positions: readonly Position[]) => {
      sent.push(...positions.map(({ offset }) => offset))
      return new Promise((resolve) => (answer = resolve))
    },
    loop: (change) => change(),
    now: () => now,
  })
  return {
    assignment,
    commits,
    sent,
    end: (count: number) => {
      const from = assignment.position() ?? 0n
      const next = from + BigInt(count)
      assignment.take({ topic: 'orders', partition: 0, records: [], next, end: next }, 0)
      commits.send([assignment])
    },
    send: () => commits.send([assignment]),
    pass: (ms: number) => void (now += ms),
    answer: async (error?: string, canRepeat = true) => {
      answer(error === undefined ? [] : [{ topic: 'orders', partition: 0, error, canRepeat }])
      await turns()
    },
  }
}

describe('commits', () => {
  it('are one at a time: what ends meanwhile goes with the next', async () => {
    const { end, answer, send, sent } = committing()
    end(1)
    end(1)
    end(1)
    await answer()
    send()
    await answer()
    send()
    expect(sent).to.deep.equal([1n, 3n])
  })

  it('count as committed only what the broker has said', async () => {
    const { assignment, end, answer } = committing()
    end(2)
    const before = [assignment.committedAt(), assignment.uncommitted()]
    await answer()
    expect([before, assignment.committedAt(), assignment.uncommitted()]).to.deep.equal([[0n, 2n], 2n, undefined])
  })

  it('are repeated after a while where the broker says that it helps', async () => {
    const { end, answer, send, pass, sent, commits } = committing()
    end(1)
    await answer('REBALANCE_IN_PROGRESS')
    send()
    const early = [...sent]
    pass(100)
    send()
    expect([early, sent, commits.failed()]).to.deep.equal([[1n], [1n, 1n], { REBALANCE_IN_PROGRESS: 1 }])
  })

  it('are not repeated where it does not, but for a later offset', async () => {
    const { end, answer, send, pass, sent } = committing()
    end(1)
    await answer('OFFSET_METADATA_TOO_LARGE', false)
    pass(1_000)
    send()
    end(1)
    expect(sent).to.deep.equal([1n, 2n])
  })

  it('are not repeated for a partition that went meanwhile', async () => {
    const { assignment, end, answer, send, pass, sent } = committing()
    end(1)
    assignment.end()
    await answer('ILLEGAL_GENERATION')
    pass(1_000)
    send()
    expect(sent).to.deep.equal([1n])
  })
})
