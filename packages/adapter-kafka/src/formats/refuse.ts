import { left, type Either } from 'fp-ts/lib/Either.js'
import type { DecodeFailure } from '@vouchrelay/core'

/** A failure to decode with one fault: where, what was expected, what was found. */
export const refuse = (path: string, expected: string, found: string): Either<DecodeFailure, never> =>
  left({ _tag: 'DecodeFailure', faults: [{ path, expected, found }] })
