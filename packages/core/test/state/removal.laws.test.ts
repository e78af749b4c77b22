import { expect } from 'chai'
import fc from 'fast-check'
import { createReading } from '../../src/state/reading.ts'

/** What may happen to a reading of twelve rows, of which a page holds four. */
const step = fc.oneof(
  fc.record({ do: fc.constant('take' as const) }),
  fc.record({ do: fc.constant('settle' as const), which: fc.nat(11) }),
  fc.record({ do: fc.constant('return' as const), which: fc.nat(11) }),
  fc.record({
    do: fc.constant('remove' as const),
    ids: fc.uniqueArray(fc.integer({ min: 1, max: 12 })),
    works: fc.boolean(),
  }),
)

describe('removing rows from under a reading', () => {
  it('hands out every row that is left until it is settled, none that is gone, and none twice at once', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const file = new Set(Array.from({ length: 12 }, (_, i) => i + 1))
        const inFlight: number[] = []
        const awaited = new Set<number>()
        const reading = createReading()

        const take = (): number | undefined => {
          for (let row = reading.next(); ; row = reading.next()) {
            if (row !== undefined) {
              expect(inFlight).not.to.include(row.id)
              expect([...file]).to.include(row.id)
              inFlight.push(row.id)
              awaited.delete(row.id)
              return row.id
            }
            const ask = reading.ask()
            if (ask === undefined) return undefined
            const rows = [...file].filter((id) => id > ask.after).toSorted((a, b) => a - b)
            const page = rows.slice(0, 4).map((id) => ({ id, entry: { bytes: new Uint8Array(), receivedAt: 0 } }))
            reading.arrived(ask, page, page.length === 4)
          }
        }
        const settle = (id: number): void => {
          inFlight.splice(inFlight.indexOf(id), 1)
          file.delete(id)
          reading.settled(id)
        }

        for (const one of steps) {
          const some = 'which' in one ? inFlight[one.which % Math.max(1, inFlight.length)] : undefined
          if (one.do === 'take') take()
          else if (one.do === 'settle' && some !== undefined) settle(some)
          else if (one.do === 'return' && some !== undefined) {
            inFlight.splice(inFlight.indexOf(some), 1)
            reading.returned(some)
            awaited.add(some)
          } else if (one.do === 'remove') {
            const free = reading.withheld(one.ids)
            expect(free.filter((id) => inFlight.includes(id) || awaited.has(id))).to.deep.equal([])
            // Between the two, nothing of it is handed out.
            const taken = take()
            expect(free).not.to.include(taken)
            if (one.works) for (const id of free) file.delete(id)
            reading.restored(free, one.works)
          }
        }
        for (const id of inFlight.slice()) settle(id)
        for (let id = take(); id !== undefined; id = take()) settle(id)
        expect([...file]).to.deep.equal([])
      }),
    )
  })
})
