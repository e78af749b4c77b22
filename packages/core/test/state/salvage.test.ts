import { closeSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect } from 'chai'
import type { Claim } from '../../src/contracts/ledger.ts'
import type { State } from '../../src/state/open-state.ts'
import { sampleState } from './damaged-state.ts'
import { buried, delivered, failed, shipmentOf } from './sample-shipment.ts'
import { createScratch, entry, next, rightOf, rowsIn, textOf } from './scratch.ts'

const pageBytes = 4096

describe('state/salvage', () => {
  let now = 5_000_000
  const scratch = createScratch(() => now)
  afterEach(scratch.clean)

  const fileOf = (dir: string) => join(dir, 'vouchrelay.sqlite')

  /** Writes rubbish over a whole page. */
  const destroy = (dir: string, page: number): void => {
    const file = openSync(fileOf(dir), 'r+')
    writeSync(file, Buffer.alloc(pageBytes, 0xa5), 0, pageBytes, (page - 1) * pageBytes)
    closeSync(file)
  }

  const rootOf = (dir: string, table: string): number =>
    Number(rowsIn(dir, `SELECT rootpage FROM sqlite_schema WHERE name = '${table}'`)[0]?.['rootpage'])

  const pagesOf = (dir: string, table: string, type: string): readonly number[] =>
    rowsIn(dir, `SELECT pageno FROM dbstat WHERE name = '${table}' AND pagetype = '${type}' ORDER BY path`).map(
      ({ pageno }) => Number(pageno),
    )

  /** A state that ended in order, with so many events, one shipment of each in some state, and letters. */
  const filled = async (
    events: number,
    work: (state: State) => Promise<void> = async () => undefined,
  ): Promise<string> => {
    const dir = scratch.dir()
    const state = await scratch.open(dir, { window: 2 })
    const entries = Array.from({ length: events }, (_, i) => entry(`event ${i + 1} ${'x'.repeat(300)}`))
    rightOf(await state.journal('shop').append(entries)())
    await work(state)
    await state.close()
    scratch.logged.length = 0
    return dir
  }

  const textsIn = async (state: State): Promise<readonly string[]> => {
    const journal = state.journal('shop')
    const deliveries = journal.deliveries(new AbortController().signal)[Symbol.asyncIterator]()
    const texts: string[] = []
    for (let left = journal.depth(); left > 0; left--) texts.push(textOf(await next(deliveries)))
    return texts.map((text) => text.split(' x')[0] ?? '')
  }

  const namesOf = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => `event ${from + i}`)

  const endings = (dir: string) =>
    readdirSync(dir)
      .map((name) => name.replace(/-\d{8}T\d{6}Z/, '-TIME'))
      .toSorted()

  it('keeps the damaged file, and tells what was salvaged and what may be missing', async () => {
    const dir = await filled(100, async ({ ledger }) => {
      const shipment = shipmentOf({ deliveryId: '7' })
      rightOf(await ledger.claim(shipment)())
      await ledger.conclude(buried(shipment, 'refused'))()
    })
    const before = readFileSync(fileOf(dir)).length
    destroy(dir, pagesOf(dir, 'journal', 'leaf')[3] ?? 0)
    const state = await scratch.open(dir)
    const [told = ''] = state.alarms()
    const kept = readdirSync(dir).find((name) => /damaged-\w+$/.test(name)) ?? ''
    expect(endings(dir)).to.include.members(['vouchrelay.sqlite.damaged-TIME', 'vouchrelay.sqlite.damaged-TIME.txt'])
    expect(readFileSync(join(dir, kept)).length).to.equal(before)
    expect(told).to.match(
      /^1970-01-01T01:23:20.000Z the state file was damaged: .* It is kept as vouchrelay.sqlite.damaged-/,
    )
    expect(told).to.match(/1 of letters.* May be missing: of journal: events that were taken and not yet sent\.$/)
    expect(scratch.logged).to.deep.equal([
      'the state file is damaged: the state file is damaged (SQLite 11). What can be read of it is salvaged',
      told,
    ])
  })

  it('reads what lies before and behind a page that is broken', async () => {
    const dir = await filled(100)
    const broken = pagesOf(dir, 'journal', 'leaf')[3] ?? 0
    const lost = rowsIn(dir, `SELECT ncell FROM dbstat WHERE pageno = ${broken}`)[0]?.['ncell']
    destroy(dir, broken)
    const texts = await textsIn(await scratch.open(dir))
    expect([texts.length, texts[0], texts.at(-1)]).to.deep.equal([100 - Number(lost), 'event 1', 'event 100'])
  })

  it('finds all events although the root that leads to them is broken', async () => {
    const dir = await filled(500)
    destroy(dir, rootOf(dir, 'journal'))
    expect(await textsIn(await scratch.open(dir))).to.deep.equal(namesOf(1, 500))
  })

  it('brings back nothing that was settled before', async () => {
    const dir = scratch.dir()
    const state = await scratch.open(dir)
    rightOf(
      await state
        .journal('shop')
        .append(Array.from({ length: 400 }, (_, i) => entry(`event ${i + 1} ${'x'.repeat(300)}`)))(),
    )
    await state.close()
    using database = new DatabaseSync(fileOf(dir))
    database.exec('DELETE FROM journal WHERE id <= 350')
    database.close()
    destroy(dir, rootOf(dir, 'journal'))
    expect(await textsIn(await scratch.open(dir))).to.deep.equal(namesOf(351, 400))
  })

  for (const [what, from, to] of [
    ['header', 0, 100],
    ['tables', 100, 4096],
    ['first page', 0, 4096],
  ] as const) {
    it(`reads everything although its ${what} is gone`, async () => {
      const dir = await filled(100)
      const bytes = readFileSync(fileOf(dir))
      writeFileSync(fileOf(dir), bytes.fill(0x5a, from, to))
      const state = await scratch.open(dir)
      expect(await textsIn(state)).to.deep.equal(namesOf(1, 100))
      expect(state.alarms()[0]).to.match(/Nothing is known to be missing\.$/)
    })
  }

  it('starts anew where nothing can be read, and keeps what is there', async () => {
    const dir = scratch.dir()
    writeFileSync(fileOf(dir), 'rubbish '.repeat(1_000))
    const state = await scratch.open(dir)
    rightOf(await state.journal('shop').append([entry('a')])())
    expect(state.alarms()[0]).to.match(/It is kept as .* May be missing: .*of journal/)
  })

  it('never gives the id of a journal row away again', async () => {
    const dir = await filled(50)
    destroy(dir, pagesOf(dir, 'journal', 'leaf').at(-1) ?? 0)
    const state = await scratch.open(dir)
    rightOf(await state.journal('shop').append([entry('later')])())
    expect(rowsIn(dir, 'SELECT max(id) AS last FROM journal')).to.deep.equal([{ last: 51 }])
  })

  it('goes far beyond the ids it knows where it does not know how many there were', async () => {
    const dir = await filled(50)
    destroy(dir, rootOf(dir, 'sqlite_sequence'))
    writeFileSync(`${fileOf(dir)}.mark`, '')
    const state = await scratch.open(dir)
    rightOf(await state.journal('shop').append([entry('later')])())
    expect(Number(rowsIn(dir, 'SELECT max(id) AS last FROM journal')[0]?.['last'])).to.be.above(1_000_000_000)
  })

  it('says nothing more once its message is moved away', async () => {
    const dir = await filled(10)
    destroy(dir, rootOf(dir, 'runs'))
    const state = await scratch.open(dir)
    const before = state.alarms().length
    for (const name of readdirSync(dir)) if (name.endsWith('.txt')) rmSync(join(dir, name))
    expect([before, state.alarms()]).to.deep.equal([1, []])
  })

  it('goes on with one that was cut off before the files had their names', async () => {
    const dir = await filled(10)
    writeFileSync(`${fileOf(dir)}.salvaged`, readFileSync(fileOf(dir)))
    rmSync(fileOf(dir))
    expect(await textsIn(await scratch.open(dir))).to.deep.equal(namesOf(1, 10))
    expect(endings(dir).filter((name) => name.includes('salvaged'))).to.deep.equal([])
  })

  it('is not needed for a text in a row that a disk has changed: what it said is as if it had not been written', async () => {
    const dir = await filled(1, async ({ ledger }) => {
      const shipment = shipmentOf()
      rightOf(await ledger.claim(shipment)())
      ledger.failed(shipment, [failed('unavailable')])
      ledger.release(shipment)
    })
    using database = new DatabaseSync(fileOf(dir))
    database.exec(`UPDATE shipments SET attempts = '[{'; UPDATE journal SET replay = '{"run'`)
    database.close()
    const state = await scratch.open(dir)
    expect(await textsIn(state)).to.deep.equal(['event 1'])
    expect(rightOf(await state.ledger.claim(shipmentOf())())).to.deep.equal({ _tag: 'Claimed', attempts: [] })
  })

  describe('leaves in doubt', () => {
    const claimed = async (state: State, ids: readonly number[]): Promise<readonly Claim['_tag'][]> => {
      const tags: Claim['_tag'][] = []
      for (const id of ids) {
        const shipment = shipmentOf({
          deliveryId: String(id),
          messageId: `m${id}`,
          customer: `c${id}`,
          whenInDoubt: 'park',
        })
        tags.push(rightOf(await state.ledger.claim(shipment)())._tag)
      }
      return tags
    }
    const ids = [1, 2, 3, 4]
    it('the first events of each source whatever their routes say, as many as were worked on, since an intent may be lost', async () => {
      const dir = await filled(4)
      destroy(dir, rootOf(dir, 'runs'))
      destroy(dir, rootOf(dir, 'shipments'))
      writeFileSync(`${fileOf(dir)}.mark`, JSON.stringify({ what: 'it broke', isWhole: false, lacksCommits: false }))
      // How many were worked on is lost, too: then all are.
      expect(await claimed(await scratch.open(dir), ids)).to.deep.equal(['InDoubt', 'InDoubt', 'InDoubt', 'InDoubt'])
      const other = await filled(4)
      destroy(other, rootOf(other, 'shipments'))
      writeFileSync(`${fileOf(other)}.mark`, JSON.stringify({ what: 'it broke', isWhole: false, lacksCommits: false }))
      expect(await claimed(await scratch.open(other, { window: 2 }), ids)).to.deep.equal([
        'InDoubt',
        'InDoubt',
        'Claimed',
        'Claimed',
      ])
    })

    it('the same at the start after, as long as nothing was written of them', async () => {
      const dir = await filled(4)
      destroy(dir, rootOf(dir, 'shipments'))
      writeFileSync(`${fileOf(dir)}.mark`, JSON.stringify({ what: 'it broke', isWhole: false, lacksCommits: false }))
      await (await scratch.open(dir, { window: 2 })).close()
      expect(await claimed(await scratch.open(dir, { window: 2 }), ids)).to.deep.equal([
        'InDoubt',
        'InDoubt',
        'Claimed',
        'Claimed',
      ])
    })

    it('nothing that was known to be delivered, and no later event', async () => {
      const dir = await filled(4, async ({ ledger }) => {
        const shipment = shipmentOf({ deliveryId: '1', messageId: 'm1', customer: 'c1' })
        rightOf(await ledger.claim(shipment)())
        await ledger.conclude({ conclusion: delivered(shipment) })()
      })
      destroy(dir, rootOf(dir, 'suppressed'))
      const state = await scratch.open(dir, { window: 2 })
      rightOf(await state.journal('shop').append([entry('later')])())
      expect(await claimed(state, [1, 5])).to.deep.equal(['Delivered', 'Claimed'])
    })

    it('every event that waits where the last commits are gone', async () => {
      const sample = sampleState('killed')
      rmSync(join(sample.dir, 'vouchrelay.sqlite-wal'))
      const state = await scratch.open(sample.dir, { window: 2 })
      const waiting = [...(sample.commits[0]?.events.keys() ?? [])]
      const tags = await claimed(state, waiting)
      expect(state.alarms()[0]).to.match(/its -wal is gone/)
      expect(tags).to.deep.equal(waiting.map(() => 'InDoubt'))
      await state.close()
      sample.remove()
    })
  })

  describe('found while it runs', () => {
    /** Breaks the root of the shipments under a state at work; the next look at them meets it. */
    const broken = async (): Promise<{ readonly dir: string; readonly state: State }> => {
      const dir = await filled(20)
      const root = rootOf(dir, 'shipments_once')
      destroy(dir, root)
      return { dir, state: await scratch.open(dir) }
    }

    it('fails what is asked for, says that only another start helps, and salvages at that', async () => {
      const { dir, state } = await broken()
      const looked = await state.ledger.claim(shipmentOf())()
      const appended = await state.journal('shop').append([entry('later')])()
      const message = 'the state file is damaged (SQLite 11)'
      const failure = { _tag: 'Left', left: { _tag: 'StateFailure', message } }
      expect([looked, appended, state.ailment()]).to.deep.equal([failure, failure, message])
      expect(await state.broken).to.equal(`${message}: what can be read of it is salvaged at the next start`)
      await state.close()
      const next = await scratch.open(dir)
      expect(await textsIn(next)).to.deep.equal(namesOf(1, 20))
      expect(rightOf(await next.ledger.claim(shipmentOf({ deliveryId: '99' }))())._tag).to.equal('Claimed')
    })

    it('stays up where it was salvaged less than an hour ago, and says why', async () => {
      const { dir, state } = await broken()
      await state.ledger.claim(shipmentOf())()
      await state.close()
      const salvaged = await scratch.open(dir)
      await salvaged.close()
      destroy(dir, rootOf(dir, 'shipments_once'))
      now += 30 * 60_000
      const again = await scratch.open(dir)
      await again.ledger.claim(shipmentOf())()
      const isOver = await Promise.race([again.broken, Promise.resolve('it stays')])
      expect([isOver, again.ailment()]).to.deep.equal(['it stays', 'the state file is damaged (SQLite 11)'])
      expect(scratch.logged.at(-1)).to.match(/damaged again, soon after it was salvaged: look at the disk/)
    })
  })
})
