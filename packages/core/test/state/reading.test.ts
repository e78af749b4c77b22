import { expect } from 'chai'
import fc from 'fast-check'
import type { JournalRow } from '../../src/state/journal-row.ts'
import { createReading, type Ask } from '../../src/state/reading.ts'
import { entry } from './scratch.ts'

const pageRows = 3

/** A file of rows, and the reading of it; a page may be on its way while other things happen. */
const createModel = () => {
  const file: number[] = []
  const inFlight = new Set<number>()
  const reading = createReading()
  let last = 0
  let asked: { readonly ask: Ask; readonly rows: readonly JournalRow[] } | undefined
  const deliver = () => {
    if (asked !== undefined) reading.arrived(asked.ask, asked.rows, asked.rows.length === pageRows)
    asked = undefined
  }
  const ask = () => {
    const wanted = asked === undefined ? reading.ask() : undefined
    if (wanted === undefined) return false
    const rows = file.filter((id) => id > wanted.after).slice(0, pageRows)
    asked = { ask: wanted, rows: rows.map((id) => ({ id, entry: entry(String(id)) })) }
    return true
  }
  const pick = (n: number) => [...inFlight][n % Math.max(inFlight.size, 1)]
  return {
    accepted: [] as number[], // an empty list says nothing of its elements
    append: () => {
      file.push(++last)
      reading.appended()
    },
    ask,
    deliver,
    /** Hands out one row: it must be the lowest that is not in flight. */
    take: () => {
      let row = reading.next()
      for (; row === undefined; row = reading.next()) {
        deliver()
        row = reading.next()
        if (row !== undefined || !ask()) break
      }
      expect(row?.id).to.equal(file.find((id) => !inFlight.has(id)))
      if (row !== undefined) inFlight.add(row.id)
    },
    accept(n: number) {
      const id = pick(n)
      if (id === undefined) return
      deliver()
      file.splice(file.indexOf(id), 1)
      inFlight.delete(id)
      reading.settled(id)
      this.accepted.push(id)
    },
    giveBack: (n: number) => {
      const id = pick(n)
      if (id === undefined) return
      inFlight.delete(id)
      reading.returned(id)
    },
    left: () => file.length,
    appended: () => last,
  }
}

const step = fc.oneof(
  fc.record({ does: fc.constant('append' as const) }),
  fc.record({ does: fc.constant('ask' as const) }),
  fc.record({ does: fc.constant('deliver' as const) }),
  fc.record({ does: fc.constant('take' as const) }),
  fc.record({ does: fc.constantFrom('accept' as const, 'giveBack' as const), n: fc.nat(20) }),
)

describe('state/reading', () => {
  it('hands out the lowest row that is not in flight, whatever is returned, and each row is accepted once', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const model = createModel()
        for (const { does, ...rest } of steps) model[does]('n' in rest ? rest.n : 0)
        while (model.left() > 0) {
          model.take()
          model.accept(0)
        }
        const ids = Array.from({ length: model.appended() }, (_, i) => i + 1)
        expect(model.accepted.toSorted((a, b) => a - b)).to.deep.equal(ids)
      }),
      { numRuns: 1_000 },
    )
  })

  it('asks again for a page that could not be read', () => {
    const reading = createReading()
    const asks = [reading.ask(), reading.ask()]
    reading.missed()
    expect([...asks, reading.ask()]).to.deep.equal([{ after: 0, turn: 0 }, undefined, { after: 0, turn: 0 }])
  })
})
