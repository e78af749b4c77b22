import { showFound, type JsonObject } from '@vouchrelay/core'
import { isJsonObject } from '../json-object.ts'
import type { Place } from '../place.ts'
import { translateDirective } from './directive.ts'

/**
 * What makes here what a value in a mapping of Segment's makes there; undefined where nothing could be kept of it, which
 * is told.
 *
 * @see https://github.com/segmentio/action-destinations `packages/core/src/mapping-kit/index.ts`
 */
export const translateValue = (value: unknown, place: Place): unknown => {
  if (typeof value === 'string') return constant(value, place)
  if (Array.isArray(value)) {
    const items = value.map((item, i) => translateValue(item, place.at(i))).filter((item) => item !== undefined)
    return items.length === 0 && value.length > 0 ? undefined : items
  }
  if (!isJsonObject(value)) return value
  const [directive, another] = Object.keys(value).filter((key) => key.startsWith('@'))
  if (directive === undefined) return translateMembers(value, place)
  const beside = another ?? Object.keys(value).find((key) => key !== directive && key !== notes)
  if (beside !== undefined) {
    place.tell(`${directive} is not alone, ${beside} stands beside it: left out`)
    return undefined
  }
  return translateDirective(directive, value[directive], place, translateValue)
}

/** What Segment's editor writes beside a directive. It means nothing. */
const notes = '_metadata'

const translateMembers = (object: JsonObject, place: Place): JsonObject | undefined => {
  const members = Object.entries(object).flatMap(([key, value]) => {
    const translated = translateValue(value, place.at(key))
    return translated === undefined ? [] : [[key, translated] as const]
  })
  return members.length === 0 && Object.keys(object).length > 0 ? undefined : Object.fromEntries(members)
}

/** What would be a path here. */
const pathText = /^\$\$?(?:[.[]|$)/

const constant = (text: string, place: Place): unknown => {
  if (!pathText.test(text)) return text
  place.tell(`${showFound(text)} is a text for Segment and would be a path here: kept as a text`)
  return { '@literal': text }
}
