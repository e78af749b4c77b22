import { left } from 'fp-ts/lib/Either.js'
import type { Source } from '../contracts/source.ts'
import { maxLineBytes } from './cut-lines.ts'

/** What is handed out for a line that is too long to be held. */
export const tooLong = { isTooLong: true } as const

/** What is wrong with it. */
export const tooLongFaults = [
  { path: '', expected: `a line of at most ${maxLineBytes} bytes`, found: 'a longer one' },
] as const

/** A source's reading of events that knows such lines: they cannot be decoded. */
export const readingLines = ({
  decode,
  unread,
}: Pick<Source, 'decode' | 'unread'>): Pick<Source, 'decode' | 'unread'> => ({
  decode: (raw) => (raw === tooLong ? left({ _tag: 'DecodeFailure', faults: tooLongFaults }) : decode(raw)),
  unread: unread && { ...unread, text: (raw) => (raw === tooLong ? undefined : unread.text(raw)) },
})
