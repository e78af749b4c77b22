/* oxlint-disable unicorn/no-thenable -- a part of @if is called `then` */
import type { JsonObject } from '../../src/contracts/event.ts'
import { isDirective, isMembers } from '../../src/mapping/json.ts'
import { isPathText } from '../../src/mapping/read-path.ts'

/** Something with which Segment makes something else than is made here. */
export interface Exclusion {
  readonly because: string
  /** Whether a value of an event, a text, a part of a mapping or a directive's argument is such a thing. */
  readonly holds: (thing: unknown) => boolean
  /** It is needed: here the two differ. */
  readonly example: { readonly mapping: unknown; readonly event: JsonObject }
}

/** Names that hold a text, a number, true, false or null in the generated events; all others hold objects and lists. */
export const scalarNames = ['id', 'name', 'total', 'flag', 'none'] as const

const partOf = (argument: unknown, name: string): unknown => (isMembers(argument) ? argument[name] : undefined)

const countsAsFalse = (part: unknown): boolean => part === 0 || part === '' || part === false || part === null

const namesOf = (path: unknown): readonly string[] => String(path).match(/\w+/g) ?? []

const isScalarName = (name: string): boolean => scalarNames.some((scalar) => scalar === name)

const leadsThroughScalar = (path: unknown): boolean => namesOf(path).slice(0, -1).some(isScalarName)

/** Whether a part can be missing, as far as its form tells. */
const mayBeMissing = (part: unknown): boolean => {
  if (Array.isArray(part)) return part.length > 0 && part.every(mayBeMissing)
  if (!isMembers(part)) return part === undefined
  const [[name, argument] = ['', undefined]] = Object.entries(part)
  switch (name) {
    case '@template':
    case '@literal':
    case '@liquid':
      return false
    case '@if':
      return mayBeMissing(partOf(argument, 'then')) || mayBeMissing(partOf(argument, 'else'))
    case '@case':
    case '@replace':
    case '@json':
    case '@flatten':
      return mayBeMissing(partOf(argument, 'value'))
    case '@merge':
      return [partOf(argument, 'objects')].flat().every(mayBeMissing)
    case '@transform':
      return mayBeMissing(partOf(argument, 'mapping'))
    default:
      return name.startsWith('@') || Object.values(part).every(mayBeMissing)
  }
}

/** What an event has is there, and of what a directive makes it cannot be told. */
const mayLackMember = (object: Readonly<Record<string, unknown>>): boolean =>
  isDirective(object) ? object['@path'] === undefined : Object.values(object).some(mayBeMissing)

const some = (thing: unknown, holds: (part: unknown) => boolean): boolean => Array.isArray(thing) && thing.some(holds)

/** All that is excluded from the comparison, by name. */
export const exclusions = {
  looksLikeAPath: {
    because: 'a text that starts with $. is a path here, wherever it stands',
    holds: (text) => typeof text === 'string' && isPathText(text),
    example: { mapping: { a: '$.x' }, event: { x: 1 } },
  },
  lostDigits: {
    because: 'a whole number beyond 2^53 lost digits when it was parsed: it is written nowhere',
    holds: (value) => typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value),
    example: { mapping: { a: { '@template': '{{id}}' } }, event: { id: 2 ** 53 } },
  },
  leadsThroughScalar: {
    because: 'nothing lies below 0, "" and null; Segment takes them for what does',
    holds: leadsThroughScalar,
    example: { mapping: { a: { '@path': '$.total.id' }, b: 1 }, event: { total: 0 } },
  },
  isInherited: {
    because: 'an event has no member that it does not own',
    holds: (path) => namesOf(path).some((name) => name in Object.prototype || name === 'length'),
    example: { mapping: { a: { '@path': '$.constructor.name' }, b: 1 }, event: {} },
  },
  isRoot: {
    because: '$ is the event; for Segment it is a key of that name',
    holds: (path) => path === '$',
    example: { mapping: { a: { '@path': '$' }, b: 1 }, event: {} },
  },
  isEmptyPath: {
    because: 'an empty path is a mistake; with Segment it is the event',
    holds: (path) => path === '',
    example: { mapping: { a: { '@path': '' } }, event: { x: 1 } },
  },
  hasDollar: {
    because: '$. is allowed in a template, and finds nothing with Segment',
    holds: (path) => String(path).startsWith('$'),
    example: { mapping: { a: { '@template': '{{$.id}}' } }, event: { id: 1 } },
  },
  hasNoText: {
    because: 'an object and a list cannot stand in a template; Segment writes [object Object]',
    holds: (path) => !isScalarName(namesOf(path).at(-1) ?? ''),
    example: { mapping: { a: { '@template': '{{traits}}' } }, event: { traits: {} } },
  },
  hasBraces: {
    because: 'an event is never read as a template',
    holds: (text) => String(text).includes('{{'),
    example: { mapping: { a: { '@template': '{{{name}}}' } }, event: { name: '{{id}}', id: 1 } },
  },
  hasDirective: {
    because: 'what is in a @literal is literal',
    holds: (value) => JSON.stringify(value).includes('"@'),
    example: { mapping: { a: { '@literal': { '@path': '$.id' } } }, event: { id: 1 } },
  },
  elseCountsAsFalse: {
    because: 'an `else` that counts as false is a value; Segment drops it',
    holds: (argument) => countsAsFalse(partOf(argument, 'else')),
    example: { mapping: { a: { '@if': { exists: { '@path': '$.x' }, then: 1, else: 0 } } }, event: {} },
  },
  asksForFalse: {
    because: 'a constant that counts as false exists; Segment throws',
    holds: (argument) => countsAsFalse(partOf(argument, 'exists')),
    example: { mapping: { a: { '@if': { exists: false, then: 1 } } }, event: {} },
  },
  asksForBlank: {
    because: 'the `then` of `blank` belongs to what is blank; with Segment to what is not',
    holds: (argument) => partOf(argument, 'blank') !== undefined,
    example: { mapping: { a: { '@if': { blank: { '@path': '$.x' }, then: 1, else: 2 } } }, event: {} },
  },
  valueCountsAsFalse: {
    because: 'a constant `value` that counts as false is a value; Segment drops it or throws',
    holds: (argument) => countsAsFalse(partOf(argument, 'value')),
    example: { mapping: { a: { '@case': { operator: 'lower', value: '' } } }, event: {} },
  },
  valueMayBeMissing: {
    because: 'the replaced or flattened value of nothing is nothing; Segment makes an empty text or object',
    holds: (argument) => mayBeMissing(partOf(argument, 'value')),
    example: { mapping: { a: { '@replace': { value: { '@path': '$.x' }, pattern: '-' } } }, event: {} },
  },
  isLive: {
    because: 'a replacement stands for itself; with Segment $& is what was found',
    holds: (replacement) => String(replacement).includes('$'),
    example: { mapping: { a: { '@replace': { value: 'a', pattern: 'a', replacement: '<$&>' } } }, event: {} },
  },
  nothingIsThere: {
    because: 'an object, a list or a merged object of which nothing is there is missing; with Segment it is empty',
    holds: (part) => (Array.isArray(part) || isMembers(part)) && !isDirective(part) && mayBeMissing(part),
    example: { mapping: { a: { b: { '@path': '$.x' } }, c: 1 }, event: {} },
  },
  itemMayBeMissing: {
    because: 'what is missing from a list is left out; with Segment it is null',
    holds: (list) => some(list, mayBeMissing),
    example: { mapping: { a: [1, { '@path': '$.x' }] }, event: {} },
  },
  memberMayBeMissing: {
    because: 'what is missing overrides nothing; with Segment it overrides a default',
    holds: (objects) => some(objects, (object) => isMembers(object) && mayLackMember(object)),
    example: {
      mapping: { a: { '@merge': { objects: [{ n: 1 }, { n: { '@path': '$.x' } }], direction: 'right' } } },
      event: {},
    },
  },
  readsClock: {
    because: 'a mapping makes the same of the same event',
    holds: (template) => /\b(?:now|today)\b/.test(String(template)),
    example: { mapping: { a: { '@liquid': '{{ "now" | date: "%s" }}' } }, event: {} },
  },
  hasUnknownFilter: {
    because: 'a filter that does not exist is a mistake; Segment passes it over',
    holds: (template) => String(template).includes('upcas '),
    example: { mapping: { a: { '@liquid': '{{ id | upcas }}' } }, event: { id: 1 } },
  },
  hasTextShape: {
    because: 'a shape can be a path; Segment passes over what is no object',
    holds: (shape) => !isMembers(shape),
    example: { mapping: { a: { '@arrayPath': ['$.items', '$.id'] } }, event: { items: [{ id: 1 }] } },
  },
} as const satisfies Readonly<Record<string, Exclusion>>
