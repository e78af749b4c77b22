import type { Place } from '../place.ts'
import { translatePath } from './path.ts'

/**
 * A template that is filled in as Segment would: what it leaves empty is left out, which is told
 * (https://github.com/segmentio/action-destinations `packages/core/src/mapping-kit/placeholders.ts`).
 */
export const translateTemplate = (template: string, place: Place): string =>
  template.replaceAll(placeholder, (_written, three: string | undefined, two: string | undefined) => {
    const path = (three ?? two ?? '').trim()
    if (path.startsWith('$.')) {
      place.tell(`Segment fills in nothing for {{${path}}}: left out; it would take {{${path.slice(2)}}}`)
      return ''
    }
    const found = translatePath(path, place)
    return found === undefined ? '' : `{{${found}}}`
  })

const placeholder = /\{\{\{([^}]+)\}\}\}|\{\{([^}]+)\}\}/g
