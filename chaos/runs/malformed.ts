import type { Chance } from '../../test/journey/seeded.ts'

/** A request that may be bad. */
export interface Malformed {
  readonly path: string
  readonly body: Buffer
  readonly gzip: boolean
  /** How many events it has, should it be taken; undefined where nobody can say. */
  readonly items?: number
}

const paths = ['track', 'identify', 'page', 'screen', 'group', 'alias'] as const

const strings = [
  '',
  'Order Completed',
  '\u0000',
  '\ud800',
  '\udfff\ud800',
  '__proto__',
  'constructor',
  '${jndi:ldap://x}',
  '{{ "x" | upcase }}',
  '$.userId',
  'é'.repeat(300),
  '😀'.repeat(2_000),
  '2026-13-45T99:99:99Z',
  '../../etc/passwd',
  '.',
  '..',
  ' ',
] as const

const texts = [
  '1e999',
  '-0',
  '123456789012345678901234567890',
  '1e-400',
  'NaN',
  'Infinity',
  'tru',
  "'x'",
  '"\\x"',
  '"\u0001"',
  '',
] as const

const deep = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`

/** Structure-aware: mostly JSON that is nearly an event. The same chance makes the same requests. */
export const createMalformed = (chance: Chance): (() => Malformed) => {
  let made = 0

  const scalar = (): string =>
    chance.oneOf<() => string>([
      () => JSON.stringify(chance.oneOf(strings)),
      () => String(chance.between(-1e9, 1e9)),
      () => chance.oneOf(texts),
      () => 'null',
      () => 'true',
    ])()

  const value = (depth: number): string => {
    const what = depth > 4 ? 0 : chance.between(0, 5)
    if (what === 1) return `[${Array.from({ length: chance.between(0, 4) }, () => value(depth + 1)).join(',')}]`
    if (what === 2) return object(depth + 1, chance.between(0, 4))
    return scalar()
  }

  const object = (depth: number, members: number): string =>
    `{${Array.from({ length: members }, () => `${JSON.stringify(chance.oneOf(strings))}:${value(depth)}`).join(',')}}`

  const event = (): string => {
    made += 1
    const members = [
      `"type":${chance.oneOf(['"track"', '"track"', '"track"', '"identify"', '5', '"\\u0000"', 'null'])}`,
      `"messageId":${chance.oneOf([`"fuzz-${made}"`, `"fuzz-${made}"`, '""', 'null', '7', '"'.padEnd(3_000, 'x') + '"'])}`,
      `"userId":${chance.oneOf([`"customer-${made % 7}"`, '""', 'null', '[]', '"\\ud800"', '"."'])}`,
      '"event":"Order Completed"',
      `"properties":${chance.oneOf<() => string>([
        () => '{"n":1,"note":"x","total":5}',
        () => '{"__proto__":{"total":"polluted","coupon":"polluted"}}',
        () => '{"total":1,"total":"polluted-twice"}',
        () => object(0, 5),
        () => value(0),
        () => deep(chance.between(10, 3_000)),
      ])()}`,
      `"timestamp":${scalar()}`,
      `"context":${value(1)}`,
    ]
    return `{${members.filter(() => chance.next() < 0.9).join(',')}}`
  }

  const garbled = (text: string): Buffer => {
    const bytes = Buffer.from(text)
    for (let i = 0; i < chance.between(1, 5) && bytes.length > 0; i++)
      bytes[chance.between(0, bytes.length - 1)] = chance.between(0, 255)
    return bytes
  }

  return () => {
    const gzip = chance.next() < 0.1
    const batch = Array.from({ length: chance.between(0, 8) }, event)
    const whole = `{"batch":[${batch.join(',')}]${chance.next() < 0.3 ? `,"context":${value(0)}` : ''}}`
    const single = event()
    return chance.oneOf<() => Malformed>([
      () => ({ path: '/v1/batch', body: Buffer.from(whole), gzip, items: batch.length }),
      () => ({ path: '/v1/batch', body: Buffer.from(whole), gzip, items: batch.length }),
      () => ({ path: '/v1/batch', body: garbled(whole), gzip }),
      () => ({ path: `/v1/${chance.oneOf(paths)}`, body: Buffer.from(single), gzip, items: 1 }),
      () => ({ path: '/v1/track', body: garbled(single), gzip, items: 1 }),
      () => ({ path: chance.oneOf(['/v1/nothing', '/', '/v1/%ff', '/v1/batch?a=1']), body: Buffer.from(single), gzip }),
      () => ({ path: '/v1/batch', body: Buffer.from(deep(100_000)), gzip, items: 0 }),
      () => ({ path: '/v1/batch', body: Buffer.alloc(chance.between(1, 4) * 3_000_000, ' '), gzip: true, items: 0 }),
    ])()
  }
}
