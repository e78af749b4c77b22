import { mkdtempDisposable, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { left, right } from 'fp-ts/lib/Either.js'
import type { Delivery } from '../../src/contracts/delivery.ts'
import type { Outcome, ShipmentEnd } from '../../src/contracts/outcome.ts'
import { createFileSource, type FileSource } from '../../src/replay/file-source.ts'
import { openText, type OpenText } from '../../src/replay/open-text.ts'
import { createPace } from '../../src/replay/pace.ts'
import { start, type Position } from '../../src/replay/position.ts'

/** A file in a folder that is gone after the test. */
export const fileOf = async (bytes: string | Uint8Array) => {
  const folder = await mkdtempDisposable(join(tmpdir(), 'vouchrelay-replay-'))
  const path = join(folder.path, 'events.ndjson')
  await writeFile(path, bytes)
  return { path, folder: folder.path, [Symbol.asyncDispose]: () => folder.remove() }
}

/** A source that takes each line for an event whose message id it is; `bad` is none. */
const reading = {
  decode: (raw: unknown) => {
    const bytes = typeof raw === 'object' && raw !== null && 'bytes' in raw ? raw.bytes : undefined
    const text = bytes instanceof Uint8Array ? Buffer.from(bytes).toString() : ''
    if (text.includes('bad')) return left({ _tag: 'DecodeFailure' as const, faults: [] })
    return right({ messageId: text, fields: {} })
  },
}

/** Opens a file as a source, as a replay does. */
export const sourceOf = async (
  path: string,
  from: Position = start,
): Promise<{ text: OpenText; source: FileSource }> => {
  const text = await openText(path)
  const source = createFileSource({
    name: 'shop',
    reading,
    text,
    from,
    replay: { run: 'r1' },
    pace: createPace(undefined, () => 0),
    now: () => 5,
    ticks: () => performance.now(),
  })
  return { text, source }
}

/** Lines as they are handed out; each ends as told, at once, or stays open where that is undefined. */
export const readAll = async (
  source: FileSource,
  endOf: (delivery: Delivery) => ShipmentEnd | undefined = () => ({ _tag: 'Skipped', reason: 'no route' }),
): Promise<readonly string[]> => {
  const lines: string[] = []
  for await (const delivery of source.deliveries(new AbortController().signal)) {
    lines.push(Buffer.from(delivery.bytes).toString())
    const end = endOf(delivery)
    if (end !== undefined) await settle(source, delivery, end)
  }
  return lines
}

/** Settles a delivery as the pipeline does, and tells the outcome. */
export const settle = async (source: FileSource, delivery: Delivery, end: ShipmentEnd): Promise<void> => {
  await delivery.settle(end._tag === 'Returned' ? { _tag: 'Return', reason: end.reason } : { _tag: 'Accept' })()
  const outcome: Outcome = { source: 'shop', deliveryId: delivery.id, messageId: undefined, end, shipments: [] }
  source.ended(outcome)
}
