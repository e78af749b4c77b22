import { closeSync, openSync, readSync } from 'node:fs'
import { checksumOver, isSameChecksum, type WalChecksum } from './wal-checksum.ts'

/** A page as a transaction left it. */
export interface WalFrame {
  /** From 1. */
  readonly page: number
  /** Where its bytes begin in the WAL. */
  readonly at: number
  /** How many pages the database has after a frame that ends a commit; 0 for any other. */
  readonly commit: number
  readonly isIntact: boolean
  /** Whether it belongs to the round that the header speaks of; those behind it were left there by an earlier one. */
  readonly isOfRound: boolean
}

/** A WAL as it lies on the disk. */
export interface Wal {
  readonly pageSize: number
  /** Without its header SQLite reads nothing of it. */
  readonly isHeaderIntact: boolean
  /** Tells one round of the WAL from the next; undefined where there is not even a header. */
  readonly salts: string | undefined
  /** Also those that an earlier round has left behind: they are not intact. */
  readonly frames: readonly WalFrame[]
}

const headerBytes = 32
const frameHeaderBytes = 24

/** The last bit of a WAL's first word says in which order its checksums read their words. */
const magic = 0x377f0682

/**
 * Reads a WAL frame by frame (sqlite.org/fileformat2.html, section 4), also behind frames that are broken: the checksum of each
 * goes on from that of the frame before, which stands in that frame, and is mostly right even where the rest is not.
 */
export const readWal = (path: string): Wal => {
  const file = openSync(path, 'r')
  try {
    return scan(file)
  } finally {
    closeSync(file)
  }
}

const scan = (file: number): Wal => {
  const header = new DataView(new ArrayBuffer(headerBytes))
  if (readSync(file, header, 0, headerBytes, 0) < headerBytes) {
    return { pageSize: 0, isHeaderIntact: false, salts: undefined, frames: [] }
  }
  const isBigEndian = header.getUint32(0) === magic + 1
  const stored = checksumAt(header, 24)
  const computed = checksumOver([0, 0], header, 0, 24, isBigEndian)
  const isHeaderIntact = isSameChecksum(stored, computed) && (header.getUint32(0) & ~1) === magic
  // Of a broken header that bit may be what is broken.
  const orders = isHeaderIntact ? [isBigEndian] : [isBigEndian, !isBigEndian]
  const said = header.getUint32(8)
  const pageSize = isHeaderIntact ? said : 4096

  const frame = new DataView(new ArrayBuffer(frameHeaderBytes + pageSize))
  const frames: WalFrame[] = []
  let salts = isHeaderIntact ? saltsAt(header, 16) : undefined
  let seeds: readonly WalChecksum[] = [computed, stored]
  for (
    let at = headerBytes;
    readSync(file, frame, 0, frame.byteLength, at) === frame.byteLength;
    at += frame.byteLength
  ) {
    salts ??= saltsAt(frame, 8)
    const isOfRound = saltsAt(frame, 8) === salts
    const mine = checksumAt(frame, 16)
    // What an earlier round of the WAL has left behind has other salts.
    const sums = isOfRound ? orders.flatMap((order) => seeds.map((seed) => sumOf(seed, frame, order))) : []
    const isIntact = sums.some((sum) => isSameChecksum(sum, mine))
    seeds = isIntact ? [mine] : [mine, ...sums.slice(0, 2 * orders.length)]
    const commit = isOfRound ? frame.getUint32(4) : 0
    frames.push({ page: frame.getUint32(0), at: at + frameHeaderBytes, commit, isIntact, isOfRound })
  }
  return { pageSize, isHeaderIntact, salts, frames }
}

const checksumAt = (view: DataView, at: number): WalChecksum => [view.getUint32(at), view.getUint32(at + 4)]

const saltsAt = (view: DataView, at: number): string => `${view.getUint32(at)}/${view.getUint32(at + 4)}`

const sumOf = (seed: WalChecksum, frame: DataView, isBigEndian: boolean): WalChecksum =>
  checksumOver(checksumOver(seed, frame, 0, 8, isBigEndian), frame, 24, frame.byteLength - 24, isBigEndian)
