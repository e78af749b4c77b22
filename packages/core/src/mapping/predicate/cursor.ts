import { left, type Either } from 'fp-ts/lib/Either.js'
import type { TextFault } from '../read-keys.ts'
import type { Token } from './tokens.ts'

/** What was read of a filter, or its first mistake. */
export type Read<A> = Either<TextFault, A>

/** A place among tokens that moves on as they are taken. */
export interface Cursor {
  readonly peek: () => Token
  /** Whether a symbol or word comes next, or so many tokens later. */
  readonly isNext: (written: string, ahead?: number) => boolean
  readonly skip: (tokens: number) => void
  /** Takes a symbol or word where it comes next. */
  readonly take: (written: string) => boolean
  /** A mistake; at the next token where no other place is told. */
  readonly fault: (expected: string, at?: number) => Read<never>
}

/** What a token is to the grammar: a symbol, or a word in lower case; nothing where it is a value or a longer path. */
export const nameOf = (token: Token): string | undefined => {
  if (token._tag === 'Symbol') return token.text
  return token._tag === 'Field' ? token.word : undefined
}

/** A cursor before the first token. `end` is the token behind the last. */
export const createCursor = (tokens: readonly Token[], end: Token): Cursor => {
  let next = 0
  const peek = (ahead = 0): Token => tokens[next + ahead] ?? end
  const isNext = (written: string, ahead = 0): boolean => nameOf(peek(ahead)) === written
  return {
    peek,
    isNext,
    skip: (tokens) => {
      next += tokens
    },
    take: (written) => {
      const taken = isNext(written)
      if (taken) next += 1
      return taken
    },
    fault: (expected, at = peek().at) => left({ at, expected }),
  }
}
