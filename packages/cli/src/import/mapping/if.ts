/* oxlint-disable unicorn/no-thenable -- a part is called `then`, as in Segment's mappings; no promise is near */
import { showFound } from '@vouchrelay/core'
import { isJsonObject } from '../json-object.ts'
import type { Place } from '../place.ts'

/**
 * An `@if` that gives what Segment's code gives, whatever its documentation promises: with `blank` it gives `then` for a
 * value that is not blank, and it drops an `else` that counts as false (https://github.com/segmentio/action-destinations
 * `packages/core/src/mapping-kit/index.ts`).
 */
export const translateIf = (
  argument: unknown,
  place: Place,
  translate: (value: unknown, place: Place) => unknown,
): unknown => {
  if (!isJsonObject(argument) || (!argument['exists'] && !argument['blank'])) {
    place.tell('an @if that asks nothing fails with Segment for each event: left out')
    return undefined
  }
  const question = 'exists' in argument ? 'exists' : 'blank'
  const value = translate(argument[question], place.at(question))
  const there = 'then' in argument ? translate(argument['then'], place.at('then')) : undefined
  const otherwise = otherwiseOf(argument['else'], 'else' in argument, place.at('else'), translate)
  // What leads nowhere is neither there nor anything else than blank.
  if (value === undefined || (there === undefined && otherwise === undefined)) return otherwise
  if (question === 'exists') return { '@if': without({ exists: value, then: there, else: otherwise }) }
  place.tell(
    'Segment gives then for a value that is not blank: then and else have changed places ' +
      '(0, false and [] are blank there and not here; for white space it is the other way round)',
  )
  return { '@if': without({ blank: value, then: otherwise, else: there }) }
}

const otherwiseOf = (
  written: unknown,
  isWritten: boolean,
  place: Place,
  translate: (value: unknown, place: Place) => unknown,
): unknown => {
  if (written) return translate(written, place)
  if (isWritten) place.tell(`Segment drops an else that is ${showFound(written)}: left out`)
  return undefined
}

const without = (parts: Readonly<Record<string, unknown>>): unknown =>
  Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined))
