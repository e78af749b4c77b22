import { isJsonObject } from '../json-object.ts'
import type { Place } from '../place.ts'
import { translateIf } from './if.ts'
import { translatePath } from './path.ts'
import { translateTemplate } from './template.ts'

/** Translates any value of a mapping. */
export type Translate = (value: unknown, place: Place) => unknown

/** Translates the argument of one directive; gives the value that the directive makes. */
type Row = (argument: unknown, place: Place, translate: Translate) => unknown

/** What makes here what a directive of Segment's makes there; undefined where it could not be kept, which is told. */
export const translateDirective = (name: string, argument: unknown, place: Place, translate: Translate): unknown => {
  const row = rows.get(name)
  if (row === undefined || !place.language.directives.has(name)) {
    place.tell(`there is no ${name} here: left out`)
    return undefined
  }
  return row(argument, place, translate)
}

const unread = (name: string, place: Place): undefined => {
  place.tell(`the argument of ${name} is not understood: left out`)
  return undefined
}

const ofText =
  (name: string, make: (text: string, place: Place, translate: Translate) => unknown): Row =>
  (argument, place, translate) =>
    typeof argument === 'string' ? make(argument, place, translate) : unread(name, place)

/** A directive whose argument has named parts, some of which are values. Without one of them it is nothing. */
const ofParts =
  (name: string, values: readonly string[], remark?: string): Row =>
  (argument, place, translate) => {
    if (!isJsonObject(argument)) return unread(name, place)
    if (remark !== undefined) place.tell(remark)
    const parts = Object.entries(argument).map(
      ([key, part]) => [key, values.includes(key) ? translate(part, place.at(key)) : part] as const,
    )
    if (parts.some(([, part]) => part === undefined)) return undefined
    return { [name]: Object.fromEntries(parts) }
  }

const literal: Row = (argument, place, translate) => {
  if (!hasDirective(argument)) return { '@literal': argument }
  place.tell('Segment reads directives in an @literal: taken out of it')
  return translate(argument, place)
}

const hasDirective = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries(value).some(([key, member]) => key.startsWith('@') || hasDirective(member))

const arrayPath: Row = (argument, place, translate) => {
  if (!Array.isArray(argument)) return unread('@arrayPath', place)
  const [of, shape]: readonly unknown[] = argument
  const list = typeof of === 'string' ? translatePath(of, place) : translate(of, place)
  if (!isJsonObject(shape)) return list === undefined ? undefined : { '@arrayPath': [list] }
  const item = translate(shape, place.inside)
  return list === undefined || item === undefined ? undefined : { '@arrayPath': [list, item] }
}

const transform: Row = (argument, place, translate) => {
  if (!isJsonObject(argument)) return unread('@transform', place)
  const apply = translate(argument['apply'], place.at('apply'))
  const mapping = translate(argument['mapping'], place.at('mapping').inside)
  return apply === undefined || mapping === undefined ? undefined : { '@transform': { apply, mapping } }
}

/** The directives of https://github.com/segmentio/action-destinations `packages/core/src/mapping-kit/README.md`. */
const rows: ReadonlyMap<string, Row> = new Map<string, Row>([
  ['@path', ofText('@path', translatePath)],
  [
    '@template',
    ofText('@template', (written, place, translate) => {
      const text = translateTemplate(written, place)
      return text.includes('{{') ? { '@template': text } : translate(text, place)
    }),
  ],
  ['@literal', literal],
  ['@if', (argument, place, translate) => translateIf(argument, place, translate)],
  ['@case', ofParts('@case', ['value'])],
  ['@replace', ofParts('@replace', ['value'], 'Segment makes an empty text of a missing value; here it stays missing')],
  ['@json', ofParts('@json', ['value'])],
  ['@flatten', ofParts('@flatten', ['value'], 'Segment makes {} of a missing value; here it stays missing')],
  ['@merge', ofParts('@merge', ['objects'], 'with Segment a missing value overrides; here it does not')],
  ['@excludeWhenNull', (argument, place, translate) => wrapped('@excludeWhenNull', translate(argument, place))],
  ['@liquid', ofText('@liquid', (text) => ({ '@liquid': text }))],
  ['@arrayPath', arrayPath],
  ['@transform', transform],
])

const wrapped = (name: string, value: unknown): unknown => (value === undefined ? undefined : { [name]: value })
