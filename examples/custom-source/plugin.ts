import { resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { isLeft, isRight, left, right, tryCatch } from 'fp-ts/lib/Either.js'
import { parse } from 'fp-ts/lib/Json.js'
import { tryCatch as attempt } from 'fp-ts/lib/TaskEither.js'
import { closed, defaulted, definePlugin, required, showFound, Text, whole } from '@vouchrelay/core'
import type { Source, SourceResources, Verdict } from '@vouchrelay/core'

const Settings = closed('the settings of the source outbox', {
  path: required(Text, {
    summary: 'A SQLite database with a table `outbox`, which is made where it is missing: id, event (JSON), sent_at.',
    example: './shop.sqlite',
  }),
  pollMs: defaulted(whole(1, 60_000), 200, { summary: 'How often it is asked for more.', unit: 'milliseconds' }),
})

const noEvent = (found: string) =>
  left({ _tag: 'DecodeFailure' as const, faults: [{ path: '', expected: 'an object with a text as id', found }] })

/** Reads the bytes alone: a letter and a dry run have nothing else. */
const decode: Source['decode'] = (raw) => {
  if (typeof raw !== 'object' || raw === null || !('bytes' in raw)) return noEvent(showFound(raw))
  const text = raw.bytes instanceof Uint8Array ? Buffer.from(raw.bytes).toString() : ''
  const event = parse(text)
  if (isLeft(event) || typeof event.right !== 'object' || event.right === null) return noEvent(showFound(text))
  const fields = new Map<string, unknown>(Object.entries(event.right))
  const messageId = fields.get('id')
  if (typeof messageId !== 'string' || messageId === '') return noEvent('an object without one')
  return right({ messageId, fields: Object.fromEntries(fields) })
}

/** Durable with every statement; whoever writes events does so in the transaction of what happened. */
const openOutbox = (path: string) => {
  const database = new DatabaseSync(path, { timeout: 5_000 })
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
  database.exec('CREATE TABLE IF NOT EXISTS outbox (id INTEGER PRIMARY KEY, event TEXT NOT NULL, sent_at INTEGER)')
  const sent = database.prepare('UPDATE outbox SET sent_at = ? WHERE id = ?')
  return {
    next: database.prepare('SELECT id, event FROM outbox WHERE sent_at IS NULL AND id > ? ORDER BY id LIMIT 1'),
    markSent: (at: number, id: number) => isRight(tryCatch(() => sent.run(at, id), String)),
    close: async () => database.close(),
  }
}

const pause = (ms: number, signal?: AbortSignal) => sleep(ms, undefined, { signal }).catch(() => undefined)

/** Hands over the rows of a table, oldest first, each until it is accepted. */
const follow = ({ path, pollMs }: typeof Settings._A, resources: SourceResources): Source['deliveries'] => {
  const { name, now, log } = resources
  const outbox = openOutbox(resolve(resources.folder, path))
  resources.onClose(outbox.close)
  const inFlight = new Set<number>()
  let last = 0
  let returned = Infinity

  const settle = (id: number) => (verdict: Verdict) => async () => {
    if (verdict._tag === 'Return') returned = Math.min(returned, id)
    else
      while (!outbox.markSent(now(), id)) {
        log.error({ id }, `cannot write ${path}: tried again`)
        await pause(1_000)
      }
    inFlight.delete(id)
  }
  return async function* (stop) {
    while (!stop.aborted) {
      const row = outbox.next.get(last)
      if (row === undefined || returned < Infinity) {
        await pause(pollMs, stop) // for more, or because what a returned event waits for is still under way
        last = Math.min(last, returned - 1)
        returned = Infinity
        continue
      }
      last = Number(row['id'])
      if (inFlight.has(last)) continue
      inFlight.add(last)
      const bytes = Buffer.from(String(row['event']))
      yield { source: name, id: `${last}`, raw: { bytes }, bytes, receivedAt: now(), settle: settle(last) }
    }
  }
}

const outbox = definePlugin({
  kind: 'source',
  name: 'outbox',
  summary: 'Follows a table to which an application writes events in the transactions of what happened.',
  status: 'beta',
  config: Settings,
  examples: [{ title: 'A database, asked every second', config: { path: './shop.sqlite', pollMs: 1_000 } }],
  pure: () => ({ decode }),
  create: (settings, resources) =>
    attempt(
      async () => ({ decode, deliveries: follow(settings, resources) }),
      (error) => ({ _tag: 'StartFailure', part: resources.name, message: String(error) }),
    ),
})

/** What a settings file gets that names this package. */
export const plugins = [outbox]
