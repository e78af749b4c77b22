import type { RequestLimits } from '../settings/limits.ts'
import type { Slice } from './json-slices.ts'
import { parseBytes } from './parse-json.ts'

/** One event of a request. */
export interface Item {
  /** As sent, byte for byte. */
  readonly bytes: Uint8Array
  /** Undefined where it could not, or must not, be parsed. */
  readonly value: unknown
  /** Why it was not parsed though it may be JSON. */
  readonly fault?: { readonly expected: string; readonly found: string } | undefined
}

const faultOf = ({ start, end, depth }: Slice, { maxDepth, maxEventBytes }: RequestLimits): Item['fault'] => {
  if (depth > maxDepth) return { expected: `an event at most ${maxDepth} levels deep`, found: `${depth} levels` }
  const size = end - start
  return size > maxEventBytes
    ? { expected: `an event of at most ${maxEventBytes} bytes`, found: `${size} bytes` }
    : undefined
}

/** The events of a body. What is too deep or too large is not parsed: it will be buried as it is. */
export const itemsOf = (body: Uint8Array, slices: readonly Slice[], limits: RequestLimits): readonly Item[] =>
  slices.map((slice) => {
    const bytes = body.subarray(slice.start, slice.end)
    const fault = faultOf(slice, limits)
    return fault === undefined ? { bytes, value: parseBytes(bytes) } : { bytes, value: undefined, fault }
  })
