import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect } from 'chai'
import type { Shipment } from '../../src/contracts/destination.ts'
import type { State } from '../../src/state/open-state.ts'
import { openReader } from '../../src/state/reader.ts'
import { buried, shipmentOf } from './sample-shipment.ts'
import { createScratch, rightOf } from './scratch.ts'

describe('a reader of the state file', () => {
  const scratch = createScratch()
  afterEach(scratch.clean)

  const fileOf = (dir: string): string => join(dir, 'vouchrelay.sqlite')
  const refusalOf = (dir: string): string => {
    const opened = openReader(dir)
    if (opened._tag === 'Right') throw new Error('it was opened')
    return opened.left.replaceAll(dir, 'DIR')
  }
  const readerOf = (dir: string) => {
    const reader = rightOf(openReader(dir))
    return { ...reader, [Symbol.dispose]: reader.close }
  }
  const bury = async ({ ledger }: State, some: Partial<Shipment<unknown>>) => {
    const shipment = shipmentOf(some)
    rightOf(await ledger.claim(shipment)())
    await ledger.conclude(buried(shipment, 'refused'))()
  }

  it('says what is wrong with a file that it cannot read', async () => {
    const found: string[] = []
    found.push(refusalOf(scratch.dir()))
    const foreign = scratch.dir()
    writeFileSync(fileOf(foreign), 'not a database, but long enough to be taken for one by its length')
    found.push(refusalOf(foreign))
    for (const version of [1, 99]) {
      const dir = scratch.dir()
      await (await scratch.open(dir)).close()
      using database = new DatabaseSync(fileOf(dir))
      database.exec(`PRAGMA user_version = ${version}`)
      found.push(refusalOf(dir))
    }
    expect(found.map((text) => text.replaceAll(/this command reads schema \d+/g, 'READS'))).to.deep.equal([
      'there is no DIR/vouchrelay.sqlite: no relay has run on this state directory yet',
      'DIR/vouchrelay.sqlite is not a SQLite database',
      'DIR/vouchrelay.sqlite was written by an older version (schema 1, and READS): ' +
        'start the relay of this version once, it brings the file up to date',
      'DIR/vouchrelay.sqlite was written by a newer version (schema 99, and READS): use the command of that',
    ])
  })

  it('sees what a run writes while it is open, each time it asks', async () => {
    const dir = scratch.dir()
    const state = await scratch.open(dir)
    using reader = readerOf(dir)
    const counts = [reader.letters.count({})]
    await bury(state, {})
    counts.push(reader.letters.count({}))
    expect(counts).to.deep.equal([0, 1])
  })

  it('sees what a run had committed that was broken off', async () => {
    const dir = scratch.dir()
    const state = await scratch.open(dir)
    await bury(state, {})
    await scratch.kill(state)
    using reader = readerOf(dir)
    expect(reader.letters.get(1)?.messageId).to.equal('m1')
  })

  it('finds letters by every filter, page by page', async () => {
    const dir = scratch.dir()
    const state = await scratch.open(dir)
    const some: readonly Partial<Shipment<unknown>>[] = [
      {},
      { route: 'refunds' },
      { source: 'web' },
      { customer: 'bob' },
      { messageId: 'm2' },
    ]
    for (const [i, one] of some.entries()) await bury(state, { deliveryId: `${i}`, ...one, messageId: `m${i}` })
    using reader = readerOf(dir)
    const ids = (filter: Parameters<typeof reader.letters.page>[0], after = 0, most = 10) =>
      reader.letters.page(filter, after, most).map(({ id }) => id)
    expect([
      ids({ route: 'refunds' }),
      ids({ source: 'web' }),
      ids({ customer: 'bob' }),
      ids({ reason: 'in doubt' }),
      ids({ since: 2_000 }).length,
      ids({ since: 2_001 }),
      ids({ until: 2_000 }),
      ids({ reason: 'refused', route: 'orders' }),
      ids({ route: 'orders' }, 1, 2),
      reader.letters.count({ route: 'orders' }),
    ]).to.deep.equal([[2], [3], [4], [], 5, [], [], [1, 3, 4, 5], [3, 4], 4])
  })
})
