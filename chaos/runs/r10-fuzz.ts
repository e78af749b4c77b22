import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { connection } from '../../test/journey/post.ts'
import { readLetters } from '../../test/journey/read-state.ts'
import { createBars } from '../bars.ts'
import type { Findings, Run } from '../run.ts'
import { drained } from '../world/conservation.ts'
import { createWorld } from '../world/world.ts'
import { createMalformed } from './malformed.ts'
import { sendRaw } from './send-raw.ts'

/** While bad requests come, the relay must answer somebody else within so many milliseconds. */
const aliveMs = 2_000

const perform: Run['perform'] = async (circumstances): Promise<Findings> => {
  const { isShort, chance, conservation } = circumstances
  const requests = isShort ? 300 : 20_000
  await using world = await createWorld(circumstances, { whenInDoubt: 'resend' })
  const up = await world.start()
  const malformed = createMalformed(chance)
  const statuses: Record<string, number> = {}
  let items = 0
  /** Taken requests of which nobody knows how many events they have. */
  let uncertain = 0
  let longestMs = 0
  let done = 0
  const isDone = (): boolean => done >= requests
  const heartbeat = async (): Promise<void> => {
    while (!isDone()) {
      const began = performance.now()
      await (await fetch(`${up.admin}/livez`)).text()
      longestMs = Math.max(longestMs, Math.round(performance.now() - began))
      await sleep(50)
    }
  }
  const sender = async (): Promise<void> => {
    const agent = connection()
    while (!isDone()) {
      done += 1
      const { path, body, items: its, gzip } = malformed()
      const bytes = gzip ? gzipSync(body) : body
      const status = await sendRaw(new URL(path, up.tracking), bytes, gzip, agent)
      statuses[status] = (statuses[status] ?? 0) + 1
      if (status === '200') {
        items += its ?? 0
        if (its === undefined) uncertain += 1
      }
    }
    agent.destroy()
  }
  await Promise.all([heartbeat(), ...Array.from({ length: 4 }, sender)])
  const last = await drained(conservation, up.admin, 60_000)
  const isAlive = up.bin.isRunning()
  up.bin.kill('SIGTERM')
  await up.bin.ended
  const stored = await world.sandbox.ask.events()
  const letters = readLetters(world.state)

  const bars = createBars()
  const unwanted = Object.keys(statuses).filter(
    (status) => !/^(200|400|401|404|405|408|411|413|414|415|431)$/.test(status),
  )
  bars.equal('crashes', isAlive ? 0 : 1, 0)
  bars.equal(`answers of other kinds (${unwanted.join(', ')})`, unwanted.length, 0)
  bars.atLeast('events received', last('events_received_total'), items)
  bars.atMost('events received', last('events_received_total'), items + uncertain * 16)
  bars.equal('letters', letters.length, last('events_buried_total'))
  bars.atMost('milliseconds until somebody else was answered', longestMs, aliveMs)
  bars.equal(
    'bodies that got what they did not bring',
    stored.filter(({ body }) => JSON.stringify(body).includes('polluted')).length,
    0,
  )
  bars.atLeast('requests taken', statuses['200'] ?? 0, requests / 20)
  bars.atLeast('requests refused', requests - (statuses['200'] ?? 0), requests / 20)
  return {
    counted: {
      requests,
      statuses,
      events: last('events_received_total'),
      stored: stored.length,
      letters: letters.length,
      skipped: last('events_skipped_total'),
      longestMs,
    },
    failures: bars.failures(),
  }
}

/** Requests that no sender in its right mind makes. */
export const fuzzRun: Run = { name: 'R10', title: 'malformed input', perform }
