import * as t from 'io-ts'
import { isLeft, left, right, type Either } from 'fp-ts/lib/Either.js'
import { showFound } from '../contracts/faults-of.ts'
import { pluginApi, type AnyPlugin } from '../contracts/plugin.ts'

/** Why a value is no plugin: what was expected of it, and what it is. */
export interface NoPlugin {
  readonly expected: string
  readonly found: string
}

const isFunction = (u: unknown): boolean => typeof u === 'function'
const isDecoder = (u: unknown): boolean => typeof u === 'object' && u !== null && 'validate' in u && 'schema' in u
const isFilledList = (u: unknown): boolean => Array.isArray(u) && u.length > 0

/** What each kind of plugin must have; whoever wrote it in TypeScript was told before. */
const members: Readonly<Record<AnyPlugin['kind'], Readonly<Record<string, (u: unknown) => boolean>>>> = {
  source: { config: isDecoder, examples: Array.isArray, pure: isFunction, create: isFunction },
  destination: { config: isDecoder, examples: Array.isArray, pure: isFunction, create: isFunction },
  directive: { argument: isFunction, compile: isFunction, examples: isFilledList },
  preset: { routes: isFilledList },
}

const plain = { pattern: /^[a-z0-9][a-z0-9-]*$/, expected: 'a name of small letters, digits and dashes' }
const word = { pattern: /^@[a-z][A-Za-z0-9]*$/, expected: 'a name of @ and letters, such as @upper' }
const names = { source: plain, destination: plain, directive: word, preset: plain } as const

const kinds = Object.keys(members)

const Head = t.type({ kind: t.keyof(members), name: t.string, summary: t.string, api: t.number })

const no = (expected: string, found: string): Either<NoPlugin, never> => left({ expected, found })

/** Reads what a package exports as a plugin. */
export const readPlugin = (u: unknown): Either<NoPlugin, AnyPlugin> => {
  if (!t.UnknownRecord.is(u) || !('api' in u)) return no('plugins made with definePlugin', 'something else')
  if (u['api'] !== pluginApi) {
    const name = typeof u['name'] === 'string' ? u['name'] : 'one without a name'
    return no(
      `plugins for version ${pluginApi} of the plugin API`,
      `${name}, which is for version ${showFound(u['api'])}`,
    )
  }
  const head = Head.decode(u)
  if (isLeft(head)) {
    const lacking = Object.entries(Head.props).flatMap(([key, { is }]) => (is(u[key]) ? [] : [key]))
    return no(`plugins with a name, a summary and a kind (${kinds.join(', ')})`, `one without ${lacking.join(', ')}`)
  }
  const { kind, name } = head.right
  if (!names[kind].pattern.test(name)) return no(names[kind].expected, `the ${kind} ${name}`)
  const lacking = Object.entries(members[kind]).filter(([key, fits]) => !fits(u[key]))
  if (lacking.length > 0) {
    return no('plugins that are complete', `the ${kind} ${name} without ${lacking.map(([key]) => key).join(', ')}`)
  }
  // It has all that its kind has; that the parts do what they promise is for the contract suites to show.
  return right(u as unknown as AnyPlugin)
}
