import { expect } from 'chai'
import { plain } from '../src/plain.ts'

describe('plain', () => {
  const table: readonly (readonly [fact: string, text: string, shown: string])[] = [
    ['leaves letters of any language as they are', 'Zamówienie 注文 😀', 'Zamówienie 注文 😀'],
    ['shows what clears a screen', '\u001b[2J', '\\u001b[2J'],
    ['shows the short form of it', '\u009b2J', '\\u009b2J'],
    ['shows what ends a line or rings', 'a\nb\u0007', 'a\\u000ab\\u0007'],
  ]
  for (const [fact, text, shown] of table) it(fact, () => expect(plain(text)).to.equal(shown))
})
