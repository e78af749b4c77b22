import type { Place } from '../place.ts'

/**
 * A path of Segment's as it is written here; undefined where it leads nowhere, or is not understood, which is told.
 *
 * Segment drops the `$.`, then splits at dots and brackets (https://github.com/segmentio/action-destinations
 * `packages/core/src/get.ts`). What it would split otherwise than we do is not understood.
 */
export const translatePath = (text: string, place: Place): string | undefined => {
  const path = text.startsWith('$.') ? text.slice(2) : text
  if (path === '' || path === '.') return '$.'
  const keys = path.split(/\.|(?=\[)/)
  const [first = ''] = keys
  if (!keys.every((key) => plainKey.test(key)) || first.startsWith('[') || path.includes('$.')) {
    place.tell(`the path ${text} is not understood: left out`)
    return undefined
  }
  const { names } = place.language
  if (names !== 'open' && !names.includes(first)) {
    place.tell(`events have no ${first}, so ${text} leads nowhere: left out`)
    return undefined
  }
  return `$.${path}`
}

/** A name, or an index or a quoted name in brackets. */
const plainKey = /^(?:[^[\]\\'"]+|\[(?:\d+|'[^[\]\\'"]+'|"[^[\]\\'"]+")\])$/
