import { expect } from 'chai'
import { createAssignment, type Assignment } from '../src/assignment.ts'
import { ask } from '../src/fetch.ts'

const bounds = { heldBytes: 1_000, partitionBytes: 400, waitMs: 1_000 }

/** A partition that is read, and holds so many bytes. */
const reading = (partition: number, heldBytes: number): Assignment => {
  const assignment = createAssignment({ topic: 'orders', partition }, 100)
  assignment.begin(0n, true)
  const value = heldBytes === 0 ? [] : [Buffer.alloc(heldBytes - 64)]
  const records = value.map((bytes) => ({ offset: 0n, timestamp: 0, key: undefined, value: bytes, headers: [] }))
  assignment.take({ topic: 'orders', partition, records, next: BigInt(value.length), end: 9n }, 0)
  return assignment
}

const asked = (assignments: readonly Assignment[]) => {
  const asking = ask(assignments, bounds)
  return asking && { ...asking.limits, of: asking.positions.map(({ partition, offset }) => `${partition}:${offset}`) }
}

describe('a fetch', () => {
  it('asks each partition for half of its share, and waits long where all are asked', () => {
    expect(asked([reading(0, 0), reading(1, 0)])).to.deep.equal({
      waitMs: 1_000,
      partitionBytes: 250,
      of: ['0:0', '1:0'],
    })
  })

  it('asks for no more than the settings say, however few share the room', () => {
    expect(asked([reading(0, 0)])).to.deep.equal({ waitMs: 1_000, partitionBytes: 400, of: ['0:0'] })
  })

  it('leaves out a partition that holds its share, and does not let the broker wait long for the others', () => {
    expect(asked([reading(0, 251), reading(1, 250)])).to.deep.equal({ waitMs: 50, partitionBytes: 250, of: ['1:1'] })
  })

  it('asks nobody where shares have shrunk and too much is held still', () => {
    expect(asked([reading(0, 900), reading(1, 0)])).to.equal(undefined)
  })

  it('asks for nothing where no partition is read', () => {
    const stopped = reading(0, 0)
    stopped.stop('somebody must mend it')
    expect(asked([stopped, createAssignment({ topic: 'orders', partition: 1 }, 100)])).to.equal(undefined)
  })
})
