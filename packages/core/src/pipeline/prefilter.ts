import type { Unread } from '../contracts/source.ts'
import { textsNeeded } from '../mapping/predicate/texts-needed.ts'
import type { Route } from './route.ts'

/** Whether a delivery's bytes show that no route can want it, whatever decoding would make of it. */
export type Prefilter = (raw: unknown) => boolean

/** So many texts are looked for at most: names of events are some hundred. */
const mostTexts = 1_000

/** So many bytes of each are looked for: with a thousand long texts the first event would wait for seconds. */
const mostBytes = 100

const never: Prefilter = () => false

/**
 * Looks for the texts that the routes' filters need, all of them at once: one pass over the bytes, which costs a fraction
 * of parsing them. Where there is none, and no `\u` that might hide one, no route wants the event. A route that may want
 * an event without any such text makes it say nothing.
 *
 * @param routes those that listen to the source
 */
export const createPrefilter = (routes: readonly Route[], unread: Unread | undefined): Prefilter => {
  if (unread === undefined) return never
  const needs = routes.map(({ condition }) =>
    condition === undefined ? undefined : textsNeeded(condition, unread.fields)?.texts,
  )
  const texts = new Set(needs.flatMap((some) => [...(some ?? [])]))
  if (needs.includes(undefined) || texts.size > mostTexts) return never
  const sought = new RegExp([String.raw`\\u`, ...[...texts].map(asBytes)].join('|'))
  return (raw) => {
    const bytes = unread.text(raw)
    return bytes !== undefined && !sought.test(bytesAsText(bytes))
  }
}

/** The beginning of a text as it is found among bytes that were read as Latin-1: a character for each byte of its UTF-8. */
const asBytes = (text: string): string =>
  Buffer.from(text)
    .toString('latin1')
    .slice(0, mostBytes)
    .replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)

const bytesAsText = (bytes: Uint8Array): string =>
  (Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)).toString('latin1')
