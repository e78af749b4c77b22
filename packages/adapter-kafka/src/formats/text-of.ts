import { isUtf8 } from 'node:buffer'
import { bufferOf } from './parse-object.ts'

/** The text that bytes are, byte for byte; undefined where they are not UTF-8. */
export const textOf = (bytes: Uint8Array): string | undefined =>
  isUtf8(bytes) ? bufferOf(bytes).toString() : undefined
