import { right, type Either } from 'fp-ts/lib/Either.js'
import type { DecodeFailure } from '@vouchrelay/core'
import { refuse } from '../refuse.ts'

/** Where a message is declared: `[1, 0]` is the first message within the second of the file. */
export interface MessagePlace {
  readonly indexes: readonly number[]
  /** Where the payload begins. */
  readonly end: number
}

/** Messages nest as deep at most; more than a schema has, and few enough for bytes that are none. */
const mostDepth = 32

/**
 * How many indexes follow, and the indexes: variable-length zigzag numbers. A single 0 is short for `[0]`.
 *
 * @see https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/index.html#wire-format
 */
export const readIndexes = (bytes: Uint8Array): Either<DecodeFailure, MessagePlace> => {
  let at = 0
  const next = (): number | undefined => {
    let value = 0
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = bytes[at]
      if (byte === undefined) return undefined
      at += 1
      value += (byte & 0x7f) * 2 ** shift
      if (byte < 0x80) return value % 2 === 0 ? value / 2 : -(value + 1) / 2
    }
    return undefined
  }
  const count = next()
  if (count === 0) return right({ indexes: [0], end: at })
  const indexes: number[] = []
  for (let i = 0; i < Math.min(count ?? 0, mostDepth); i += 1) {
    const index = next()
    if (index !== undefined && index >= 0) indexes.push(index)
  }
  return indexes.length > 0 && indexes.length === count
    ? right({ indexes, end: at })
    : refuse('', 'the place of a message in its schema', 'other bytes')
}
