/** The chaos suite with few faults: `node chaos/main.ts` makes it long. `SEED=…` makes the same choices again. */
import { expect } from 'chai'
import type { StoredEvent } from '@vouchrelay/sandbox'
import { performRun, type Performed } from '../chaos/perform.ts'
import { runs } from '../chaos/runs.ts'
import { tableOf } from '../chaos/table.ts'
import { judge } from '../chaos/world/verdict.ts'
import { orderOf } from './journey/orders.ts'
import { seeded, seedOfRun } from './journey/seeded.ts'

/** Most of a run is waiting for processes: so many are made at once. */
const atOnce = 3

describe('under chaos', function () {
  this.timeout(300_000)
  const seed = seedOfRun()
  const performed = new Map(runs.map(({ name }) => [name, Promise.withResolvers<Performed>()]))

  before(() => {
    const left = [...runs]
    const work = async (): Promise<void> => {
      for (let run = left.shift(); run !== undefined; run = left.shift()) {
        performed.get(run.name)?.resolve(await performRun(run, seed, true))
      }
    }
    for (let i = 0; i < atOnce; i++) void work()
  })

  for (const { name, title } of runs) {
    it(`holds ${name}: ${title}`, async () => {
      const found = await performed.get(name)?.promise
      expect(found?.failures, `SEED=${seed} ${JSON.stringify(found?.counted)}`).to.deep.equal([])
    })
  }
})

describe('the oracle of the chaos suite', () => {
  const orders = [1, 2, 3].map((n) => orderOf('ada', n, 'order', seeded(n)))
  const [first, second, third] = orders
  const sent = {
    orders: new Map(orders.map((order) => [order.messageId, order])),
    answered: new Set(['ada-1', 'ada-2']),
  }
  const storedOf = (text: string | undefined, change = (body: StoredEvent['body']) => body): StoredEvent => ({
    id: 'event_1',
    at: '2026-03-01T00:00:00.000Z',
    side: 'server',
    request_id: 'v-1',
    channel: null,
    body: change(JSON.parse(text ?? '{}')),
  })
  const bodyOf = (order: typeof first): string | undefined => order?.bodies.get('order_completed')
  const letter = (messageId: string, reason: string, text = '') => {
    const nothing = { faults: [], attempts: [], body: undefined }
    return { messageId, route: 'order', reason, text, ...nothing }
  }
  const found = (stored: readonly StoredEvent[], letters: Parameters<typeof judge>[2] = []) => {
    const { missing, spurious, corrupted, doubled, parked, parkedAndStored, disordered } = judge(sent, stored, letters)
    return { missing, spurious, corrupted, doubled, parked, parkedAndStored, disordered }
  }
  const well = { missing: [], spurious: [], corrupted: [], doubled: 0, parked: 0, parkedAndStored: 0, disordered: [] }

  it('is content with what was answered and stored, and with what was not answered and stored', () =>
    expect(found(orders.map((order) => storedOf(bodyOf(order))))).to.deep.equal(well))

  it('misses what was answered and lies nowhere', () =>
    expect(found([storedOf(bodyOf(first)), storedOf(bodyOf(third))])).to.deep.equal({
      ...well,
      missing: ['ada-2 order_completed'],
    }))

  it('does not miss what lies in the letters, and tells whether that was stored, too', () =>
    expect(
      found(
        [storedOf(bodyOf(first))],
        [letter('ada-1', 'in doubt', first?.text), letter('ada-2', 'in doubt', second?.text)],
      ),
    ).to.deep.equal({ ...well, parked: 2, parkedAndStored: 1 }))

  it('counts what was stored again', () =>
    expect(found([first, second, second, second].map((order) => storedOf(bodyOf(order))))).to.deep.equal({
      ...well,
      doubled: 2,
    }))

  it('finds what nobody sent, what was changed, and what was overtaken', () => {
    const strange = storedOf(bodyOf(orderOf('bob', 1, 'order', seeded(4))))
    const changed = storedOf(bodyOf(first), (body) => ({ ...body, metadata: { ...body.metadata, total: 0 } }))
    expect(found([storedOf(bodyOf(second)), changed, strange])).to.deep.equal({
      ...well,
      spurious: ['bob-1 order_completed'],
      corrupted: ['ada-1 order_completed'],
      disordered: ['ada'],
    })
  })

  it('does not take the mark of a verified event for a change', () => {
    const marked = (body: StoredEvent['body']) => ({ ...body, metadata: { ...body.metadata, vouchrelay_id: 'a mark' } })
    expect(found([first, second].map((order) => storedOf(bodyOf(order), marked)))).to.deep.equal(well)
  })
})

describe('the table of the certificate', () => {
  const run = { title: 'stops', seed: 1, tookMs: 1, scrapes: 2, unaccounted: 0, failures: [] }
  const counts = { received: 3, stored: 4, missing: 0, spurious: 0, corrupted: 0, doubled: 1, parked: 0 }

  it('has a row for each run, or for each part of one', () =>
    expect(
      tableOf({
        runs: {
          R1: { ...run, title: 'kills', counted: { park: { kills: 5, ...counts } }, failures: ['doubled'] },
          R2: { ...run, counted: { stops: 7, ...counts } },
        },
        conservation: { scrapes: 4, violations: 0 },
      }).split('\n'),
    ).to.deep.equal([
      '| run | what | faults | received | stored | missing | spurious | corrupted | doubled | parked |  |',
      '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
      '| R1 | kills: park | 5 kills | 3 | 4 | 0 | 0 | 0 | 1 | 0 | **fails** |',
      '| R2 | stops | 7 stops | 3 | 4 | 0 | 0 | 0 | 1 | 0 | holds |',
      '',
      'R18: of 4 scrapes of `/metrics`, 0 did not add up.',
    ]))
})
