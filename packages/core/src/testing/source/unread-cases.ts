import assert from 'node:assert/strict'
import { isRight, tryCatch } from 'fp-ts/lib/Either.js'
import type { JsonObject } from '../../contracts/event.ts'
import type { Unread } from '../../contracts/source.ts'
import type { ContractCase } from '../contract-case.ts'
import { deepFreeze } from '../deep-freeze.ts'
import { oddJson, oddValues } from '../odd-values.ts'
import { variantsOf } from '../variants.ts'
import { onDelivery } from './on-delivery.ts'
import type { SourceHarness } from './source-harness.ts'

/** What `unread` promises, where a source gives it: what it tells wrongly is lost without a trace. */
export const unreadCases = (harness: SourceHarness): readonly ContractCase[] => {
  const on = onDelivery(harness)
  return [
    on(
      'tells a text or nothing of what is not decoded yet, whatever it is, and changes nothing of it',
      (source, { raw }) => {
        const { text = () => undefined } = source.unread ?? {}
        for (const odd of [
          raw,
          ...oddValues,
          ...oddValues.map((bytes) => ({ bytes, envelope: bytes, receivedAt: 0 })),
        ]) {
          const told = text(deepFreeze(odd))
          assert.ok(told === undefined || told instanceof Uint8Array, 'expected bytes or nothing, found another value')
        }
      },
    ),

    on('takes the fields that it names from that text as they are', ({ decode, unread }, delivery) => {
      if (unread === undefined) return
      const { bytes, envelope, receivedAt } = delivery
      const variants = variantsOf(parse(bytes), oddJson).map((json) => Buffer.from(JSON.stringify(json)))
      for (const variant of [bytes, ...variants]) {
        const raw = { bytes: variant, envelope, receivedAt }
        const text = unread.text(raw)
        const event = decode(raw)
        if (text === undefined || !isRight(event)) continue
        assert.deepEqual(only(unread.fields, event.right.fields), only(unread.fields, parse(text)))
      }
    }),
  ]
}

const parse = (bytes: Uint8Array): unknown => {
  const parsed = tryCatch((): unknown => JSON.parse(Buffer.from(bytes).toString()), String)
  return isRight(parsed) ? parsed.right : undefined
}

const only = (names: Unread['fields'], json: unknown): JsonObject =>
  Object.fromEntries(
    Object.entries(json ?? {}).filter(([name]) =>
      'except' in names ? !names.except.includes(name) : names.includes(name),
    ),
  )
