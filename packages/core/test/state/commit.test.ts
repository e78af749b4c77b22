import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { createScratch, rowsIn } from './scratch.ts'

const fixture = fileURLToPath(new URL('./fixtures/forward-forever.ts', import.meta.url))

/** Starts a process that forwards, kills it once it has printed enough, and gives what it said. */
const killedAfter = async (dir: string, start: number, enough: number) => {
  const child = spawn(process.execPath, [fixture, dir, String(start)], { stdio: ['ignore', 'pipe', 'inherit'] })
  let printed = ''
  child.stdout.on('data', (data: Buffer) => {
    printed += data.toString()
    if (printed.split('\n').length > enough) child.kill('SIGKILL')
  })
  await once(child, 'close')
  expect(child.signalCode).to.equal('SIGKILL')
  const lines = printed.split('\n').slice(0, -1)
  const those = (what: string) =>
    lines.filter((line) => line.startsWith(what)).map((line) => line.slice(what.length + 1))
  return { appended: those('appended'), settled: those('settled') }
}

/** What must not be in a state file, ever. */
const broken = {
  'an event in the journal of which all parts have ended': `
    SELECT message_id FROM shipments JOIN journal ON journal.id = CAST(delivery_id AS INTEGER)
    WHERE state IN ('delivered', 'buried') GROUP BY message_id HAVING count(*) = 2`,
  'an event that is gone and of which a part has not ended': `
    SELECT message_id FROM shipments WHERE NOT EXISTS (SELECT 1 FROM journal WHERE journal.id = CAST(delivery_id AS INTEGER))
    GROUP BY message_id HAVING sum(state IN ('delivered', 'buried')) < 2`,
  'a letter without its buried shipment': `
    SELECT message_id FROM letters WHERE NOT EXISTS (SELECT 1 FROM shipments WHERE state = 'buried'
      AND shipments.message_id = letters.message_id AND shipments.route = letters.route)`,
  'a buried shipment without its letter': `
    SELECT message_id FROM shipments WHERE state = 'buried' AND NOT EXISTS (SELECT 1 FROM letters
      WHERE shipments.message_id = letters.message_id AND shipments.route = letters.route)`,
}

describe('what is written when the last part of an event ends', () => {
  const scratch = createScratch()
  afterEach(scratch.clean)

  it('is written whole or not at all, whenever the process is killed', async () => {
    const dir = scratch.dir()
    const idsIn = (sql: string) => rowsIn(dir, sql).map(({ message_id: id }) => String(id))
    for (const [round, enough] of [3, 20, 55, 140, 333, 900].entries()) {
      const { appended, settled } = await killedAfter(dir, round * 1_000_000, enough)
      await (await scratch.open(dir)).close()
      const ended = new Set(idsIn(`SELECT message_id FROM shipments WHERE state IN ('delivered', 'buried')`))
      const waiting = new Set(idsIn(`SELECT CAST(bytes AS TEXT) ->> 'messageId' AS message_id FROM journal`))
      const found = Object.entries(broken).flatMap(([name, sql]) => rowsIn(dir, sql).map((row) => [name, row]))
      expect({
        found,
        lost: appended.filter((id) => !ended.has(id) && !waiting.has(id)),
        unsettled: settled.filter((id) => waiting.has(id) || !ended.has(id)),
      }).to.deep.equal({ found: [], lost: [], unsettled: [] })
    }
    const ends = rowsIn(dir, 'SELECT state, count(*) > 20 AS many FROM shipments GROUP BY state ORDER BY state')
    expect(ends.filter(({ many }) => many === 1).map(({ state }) => state)).to.deep.equal(['buried', 'delivered'])
  }).timeout(60_000)
})
