import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { pageBytes } from './gather-remains.ts'
import { readRecord, varintAt, type Cell } from './record.ts'

/** A row that lies in the file. */
export interface Orphan {
  readonly id: number
  readonly cells: readonly Cell[]
}

/** The first byte of a page with rows of a table (sqlite.org/fileformat2.html, section 1.6). */
const leaf = 0x0d

/** So many pages are read at once. */
const pagesAtOnce = 256

/**
 * Reads every row in a file that lies on a page in use, whatever its table, also where nothing leads to the page any more: one
 * broken page high up in a tree hides thousands that are intact.
 */
export function* readOrphans(path: string): Generator<Orphan> {
  const file = openSync(path, 'r')
  try {
    const pages = Math.floor(fstatSync(file).size / pageBytes)
    const free = freePages(file, pages)
    const bytes = Buffer.alloc(pagesAtOnce * pageBytes)
    for (let from = 1; from <= pages; from += pagesAtOnce) {
      const length = readSync(file, bytes, 0, bytes.length, (from - 1) * pageBytes)
      for (let at = 0; at + pageBytes <= length; at += pageBytes) {
        const page = from + at / pageBytes
        if (page > 1 && bytes[at] === leaf && !free.has(page))
          yield* rowsOn(file, bytes.subarray(at, at + pageBytes), pages)
      }
    }
  } finally {
    closeSync(file)
  }
}

/** Pages that nothing lies on any more: their bytes are of rows that were deleted. */
const freePages = (file: number, pages: number): ReadonlySet<number> => {
  const free = new Set<number>()
  const page = Buffer.alloc(pageBytes)
  readSync(file, page, 0, 100, 0)
  for (
    let trunk = page.readUInt32BE(32);
    trunk > 1 && trunk <= pages && !free.has(trunk);
    trunk = page.readUInt32BE(0)
  ) {
    free.add(trunk)
    readSync(file, page, 0, pageBytes, (trunk - 1) * pageBytes)
    const leaves = Math.min(page.readUInt32BE(4), pageBytes / 4 - 2)
    for (let i = 0; i < leaves; i++) free.add(page.readUInt32BE(8 + 4 * i))
  }
  return free
}

function* rowsOn(file: number, page: Buffer, pages: number): Generator<Orphan> {
  const count = page.readUInt16BE(3)
  if (8 + 2 * count > pageBytes) return
  for (let i = 0; i < count; i++) {
    const length = varintAt(page, page.readUInt16BE(8 + 2 * i))
    const id = length && varintAt(page, length[1])
    if (length === undefined || id === undefined || !Number.isSafeInteger(id[0])) continue
    const payload = payloadAt(file, page, id[1], length[0], pages)
    const cells = payload && readRecord(payload)
    if (cells !== undefined) yield { id: id[0], cells }
  }
}

/** How much of a record lies on its page (sqlite.org/fileformat2.html, section 1.6). */
const localBytes = (length: number): number => {
  const most = pageBytes - 35
  if (length <= most) return length
  const least = Math.floor(((pageBytes - 12) * 32) / 255) - 23
  const some = least + ((length - least) % (pageBytes - 4))
  return some <= most ? some : least
}

const payloadAt = (file: number, page: Buffer, at: number, length: number, pages: number): Buffer | undefined => {
  const local = localBytes(length)
  if (length > pages * pageBytes || at + local > pageBytes) return undefined
  const payload = Buffer.alloc(length)
  page.copy(payload, 0, at, at + local)
  if (local === length) return payload
  if (at + local + 4 > pageBytes) return undefined
  const overflow = Buffer.alloc(pageBytes)
  let next = page.readUInt32BE(at + local)
  for (let filled = local; filled < length; filled += pageBytes - 4) {
    if (next < 2 || next > pages) return undefined
    readSync(file, overflow, 0, pageBytes, (next - 1) * pageBytes)
    overflow.copy(payload, filled, 4, 4 + Math.min(pageBytes - 4, length - filled))
    next = overflow.readUInt32BE(0)
  }
  return payload
}
