import fc from 'fast-check'
import type { JsonObject } from '../../src/contracts/event.ts'

/** How a text may be written beside how it is: with each of these now and then. */
const shorthand: Readonly<Record<string, string>> = {
  '"': String.raw`\"`,
  '\\': String.raw`\\`,
  '\b': String.raw`\b`,
  '\f': String.raw`\f`,
  '\n': String.raw`\n`,
  '\r': String.raw`\r`,
  '\t': String.raw`\t`,
}

const hex = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

interface Style {
  /** Numbers from 0 to 9, one after the other, round and round. */
  readonly dice: readonly number[]
  /** Whether `\u` is used where it need not be. */
  readonly escapes: boolean
}

/** JSON as somebody else might write it: spaces anywhere, escapes where none are needed, members said twice. */
const write = (value: unknown, { dice, escapes }: Style): string => {
  let thrown = 0
  const roll = (): number => dice[thrown++ % dice.length] ?? 0
  const space = (): string => (roll() === 0 ? ' \n' : '')
  const character = (one: string): string => {
    if (escapes && roll() === 1) return hex(one)
    if (one === '/') return roll() < 5 ? '/' : String.raw`\/`
    return shorthand[one] ?? (one < ' ' ? hex(one) : one)
  }
  const text = (one: string): string => `"${one.split('').map(character).join('')}"`
  const any = (one: unknown): string => {
    if (typeof one === 'string') return text(one)
    if (typeof one === 'number') return roll() < 5 ? JSON.stringify(one) : one.toExponential()
    if (typeof one !== 'object' || one === null) return JSON.stringify(one)
    if (Array.isArray(one)) return `[${space()}${one.map(any).join(`,${space()}`)}]`
    const members = Object.entries(one).flatMap(([name, member]) => {
      const said = `${text(name)}${space()}:${space()}${any(member)}`
      return roll() === 2 ? [`${text(name)}:"before"`, said] : [said]
    })
    return `{${members.join(`${space()},`)}${space()}}`
  }
  return any(value)
}

const anyStyle: fc.Arbitrary<Style> = fc.record({
  dice: fc.array(fc.nat(9), { minLength: 1, maxLength: 20 }),
  escapes: fc.boolean(),
})

/** The bytes of an event, written somehow; now and then they are broken. */
export const bytesOf = (event: JsonObject): fc.Arbitrary<Uint8Array> =>
  fc.tuple(anyStyle, fc.option(fc.tuple(fc.nat(200), fc.nat(255)), { freq: 5 })).map(([style, broken]) => {
    const bytes = Buffer.from(write(event, style))
    if (broken !== null && bytes.length > 0) bytes[broken[0] % bytes.length] = broken[1]
    return bytes
  })
