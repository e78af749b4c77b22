import assert from 'node:assert/strict'
import { isLeft } from 'fp-ts/lib/Either.js'
import type { Source } from '../../contracts/source.ts'
import { createChance } from '../chance.ts'
import type { ContractCase } from '../contract-case.ts'
import { deepFreeze } from '../deep-freeze.ts'
import { later } from '../later.ts'
import { oddJson, oddValues } from '../odd-values.ts'
import { samplesOf } from './samples.ts'
import { onDelivery } from './on-delivery.ts'
import type { SourceHarness } from './source-harness.ts'
import { withSource } from './with-source.ts'

/** How many damaged copies of an event are decoded. */
const damagedCopies = 500

/** What `decode` promises. */
export const decodeCases = (harness: SourceHarness): readonly ContractCase[] => {
  const on = onDelivery(harness)
  return [
    on('decodes whatever it is given, or tells what is wrong with it', ({ decode }, { raw, bytes, envelope }) => {
      checkDecoded(decode, raw)
      for (const odd of oddValues) {
        checkDecoded(decode, odd)
        checkDecoded(decode, { bytes: odd, envelope: odd, receivedAt: odd })
        checkDecoded(decode, { bytes, envelope: odd, receivedAt: 0 })
      }
      for (const odd of oddJson) {
        checkDecoded(decode, { bytes: Buffer.from(JSON.stringify(odd)), receivedAt: 0 })
        checkDecoded(decode, { bytes, envelope: JSON.stringify(odd), receivedAt: 0 })
      }
      for (const damaged of damagedCopiesOf(bytes)) checkDecoded(decode, { bytes: damaged, envelope, receivedAt: 0 })
    }),

    on('decodes the same each time, whatever the time', ({ decode }, { raw }) => {
      const first = decode(raw)
      assert.deepEqual(decode(raw), first)
      assert.deepEqual(
        later(() => decode(raw)),
        first,
      )
    }),

    on('decodes without changing what it is given', ({ decode }, { raw, bytes }) => {
      const before = Buffer.from(bytes)
      decode(deepFreeze(raw))
      assert.deepEqual(Buffer.from(bytes), before)
    }),

    on('decodes what a letter keeps of a delivery as it decodes the delivery', ({ decode }, delivery) => {
      const { bytes, envelope, receivedAt, raw } = delivery
      assert.deepEqual(decode({ bytes, envelope, receivedAt }), decode(raw))
    }),

    {
      title: 'decodes the same in a dry run',
      run: () =>
        withSource(harness, async ({ source, put, read, dryRun }) => {
          await put(samplesOf('a1'))
          const { raw } = (await read().take()).delivery
          assert.deepEqual(dryRun.decode(raw), source.decode(raw))
          assert.deepEqual(dryRun.unread?.text(raw), source.unread?.text(raw))
          assert.deepEqual(dryRun.unread?.fields, source.unread?.fields)
        }),
    },
  ]
}

const checkDecoded = (decode: Source['decode'], raw: unknown): void => {
  const decoded = decode(raw)
  if (isLeft(decoded)) {
    if (decoded.left._tag === 'Tombstone') return
    const { _tag, faults } = decoded.left
    assert.equal(_tag, 'DecodeFailure')
    assert.notDeepEqual(faults, [], 'expected at least one fault with what is not decoded, found none')
    const words: readonly unknown[] = faults.flatMap(({ path, expected, found }) => [path, expected, found])
    assert.ok(words.every((word) => typeof word === 'string'))
  } else {
    const { messageId, fields } = decoded.right
    assert.ok(typeof messageId === 'string' && messageId !== '', 'expected a messageId that is a text')
    assert.ok(typeof fields === 'object' && fields !== null && !Array.isArray(fields), 'expected fields in an object')
  }
}

/** Copies that are cut short somewhere, and with some byte replaced. */
const damagedCopiesOf = (bytes: Uint8Array): readonly Uint8Array[] => {
  const chance = createChance(1)
  const somewhere = (): number => Math.floor(chance() * bytes.length)
  return Array.from({ length: damagedCopies }, (_, i) => {
    const copy = Buffer.from(bytes)
    if (i % 2 === 0) return copy.subarray(0, somewhere())
    copy[somewhere()] = Math.floor(chance() * 256)
    return copy
  })
}
