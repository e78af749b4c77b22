/** A token that was given out. */
export interface Token {
  readonly access_token: string
  /** As they were asked for. */
  readonly scopes: readonly string[]
  /** When it ends, milliseconds since 1970. */
  readonly endsAt: number
}

/** The tokens of a project. */
export interface Tokens {
  /** A new token; nothing where 1,000 are alive. */
  readonly generate: (scopes: readonly string[]) => Token | undefined
  /** A token that is alive. */
  readonly find: (accessToken: string) => Token | undefined
  /** Ends a token; false where none of that name is alive. */
  readonly revoke: (accessToken: string) => boolean
  /** Ends all tokens, and tells how many were alive. */
  readonly endAll: () => number
  /** How many were generated, and how many of them are alive. */
  readonly counts: () => { readonly generated: number; readonly alive: number }
  readonly clear: () => void
}

/** No tokens yet. Each lives for `lifeMs`. docs.voucherify.io: "up to 1000 OAuth tokens per project". */
export function createTokens(newToken: () => string, lifeMs: number, now: () => number): Tokens {
  const tokens = new Map<string, Token>()
  let generated = 0
  const forgetEnded = () => {
    for (const { access_token, endsAt } of tokens.values()) if (endsAt <= now()) tokens.delete(access_token)
  }
  const find = (accessToken: string) => {
    const token = tokens.get(accessToken)
    return token !== undefined && token.endsAt > now() ? token : undefined
  }
  const endAll = () => {
    forgetEnded()
    const alive = tokens.size
    tokens.clear()
    return alive
  }
  return {
    generate: (scopes) => {
      forgetEnded()
      if (tokens.size >= maxTokens) return undefined
      const token = { access_token: newToken(), scopes, endsAt: now() + lifeMs }
      tokens.set(token.access_token, token)
      generated += 1
      return token
    },
    find,
    revoke: (accessToken) => find(accessToken) !== undefined && tokens.delete(accessToken),
    endAll,
    counts: () => {
      forgetEnded()
      return { generated, alive: tokens.size }
    },
    clear: () => {
      tokens.clear()
      generated = 0
    },
  }
}

const maxTokens = 1_000
