import { left, right } from 'fp-ts/lib/Either.js'
import type { Route } from '../../src/pipeline/route.ts'

/**
 * Two routes: `all` wants every event, `big` wants some, perhaps for another customer; `bad` events cannot be mapped,
 * anonymous ones name nobody.
 */
export const routes: readonly Route[] = [
  {
    name: 'all',
    kind: 'event',
    whenInDoubt: 'resend',
    when: () => true,
    body: (fields) =>
      fields['bad'] === true
        ? left([{ path: 'n', expected: 'a number', found: '"abc"' }])
        : right({ customer: fields['customer'], n: fields['n'] }),
  },
  {
    name: 'big',
    kind: 'event',
    whenInDoubt: 'resend',
    when: (fields) => fields['big'] === true,
    body: (fields) => right({ customer: fields['friend'] ?? fields['customer'], n: fields['n'] }),
  },
]
