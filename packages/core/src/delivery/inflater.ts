import { promisify } from 'node:util'
import * as zlib from 'node:zlib'

/** Unpacks bytes; rejects where they cannot be, with the code `ERR_BUFFER_TOO_LARGE` where they are longer than allowed. */
export type Inflater = (bytes: Uint8Array, options: { readonly maxOutputLength: number }) => Promise<Buffer>

/** What unpacks a content coding; undefined for one that is not known, whose bytes are taken as they are. */
export const inflaterOf = (coding: string): Inflater | undefined => inflaters.get(coding.toLowerCase())

/** The codings of RFC 9110, section 8.4.1, and the two that came after it. */
const inflaters: ReadonlyMap<string, Inflater> = new Map<string, Inflater>([
  ['gzip', promisify(zlib.gunzip)],
  ['x-gzip', promisify(zlib.gunzip)],
  ['br', promisify(zlib.brotliDecompress)],
  ['zstd', promisify(zlib.zstdDecompress)],
  ['deflate', promisify(zlib.inflate)],
])
