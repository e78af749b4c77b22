import { isLeft, right, type Either } from 'fp-ts/lib/Either.js'
import { ask, type Reach, type Registered } from './ask.ts'
import type { RegistryFailure } from './registry-failure.ts'
import type { SchemaAnswer, SchemaReference } from './schema-answer.ts'

/** Schemas by id. */
export interface Registry {
  /** What is known already: nothing needs to be waited for then. */
  readonly known: (id: string) => SchemaAnswer | undefined
  /** Asks for a schema and all that it refers to, once for all who want it at the same time. Tries once; never rejects. */
  readonly find: (id: string, stop: AbortSignal) => Promise<Either<RegistryFailure, SchemaAnswer>>
}

/** So many schemas are remembered, those that were found last; a topic has some dozens. */
const mostSchemas = 1_000

/** So long, in milliseconds, an id that the registry does not know is not asked for again: a topic may be full of them. */
const missingMs = 5_000

/** So many references in all are followed from one schema. */
const mostReferences = 500

interface Remembered {
  readonly answer: SchemaAnswer
  /** By the clock that was given. */
  readonly until: number
}

/**
 * @param now milliseconds since the epoch
 */
export const createRegistry = (reach: Reach, now: () => number): Registry => {
  const remembered = new Map<string, Remembered>()
  const underWay = new Map<string, Promise<Either<RegistryFailure, SchemaAnswer>>>()

  const known = (id: string): SchemaAnswer | undefined => {
    const found = remembered.get(id)
    return found !== undefined && now() < found.until ? found.answer : undefined
  }

  const remember = (id: string, answer: SchemaAnswer): void => {
    remembered.delete(id)
    const [oldest] = remembered.keys()
    if (remembered.size >= mostSchemas && oldest !== undefined) remembered.delete(oldest)
    remembered.set(id, { answer, until: answer._tag === 'Found' ? Infinity : now() + missingMs })
  }

  const find = async (id: string, stop: AbortSignal): Promise<Either<RegistryFailure, SchemaAnswer>> => {
    const answer = await gather(reach, id, stop)
    underWay.delete(id)
    if (!isLeft(answer)) remember(id, answer.right)
    return answer
  }

  return {
    known,
    find: (id, stop) => {
      const asked = underWay.get(id) ?? find(id, stop)
      underWay.set(id, asked)
      return asked
    },
  }
}

const pathOf = (id: string): string => (id.includes('-') ? `/schemas/guids/${id}` : `/schemas/ids/${id}`)

/** A schema and what it refers to, each reference before those that refer to it. */
const gather = async (reach: Reach, id: string, stop: AbortSignal): Promise<Either<RegistryFailure, SchemaAnswer>> => {
  const references = new Map<string, SchemaReference>()
  const visited = new Set<string>()

  /** What is not there, in words; undefined where all is there. */
  const follow = async ({ references: wanted }: Registered): Promise<Either<RegistryFailure, string | undefined>> => {
    for (const { name, subject, version } of wanted ?? []) {
      if (visited.has(name)) continue
      visited.add(name)
      if (visited.size > mostReferences) return right(`more than ${mostReferences} references`)
      // One that was deleted since is still what the schema was written with.
      const path = `/subjects/${encodeURIComponent(subject)}/versions/${version}?deleted=true`
      const found = await ask(reach, path, stop)
      if (isLeft(found)) return found
      if (found.right === undefined) return right(`no version ${version} of the subject ${subject}`)
      const missing = await follow(found.right)
      if (isLeft(missing) || missing.right !== undefined) return missing
      references.set(name, { name, text: found.right.schema })
    }
    return right(undefined)
  }

  const main = await ask(reach, pathOf(id), stop)
  if (isLeft(main)) return main
  if (main.right === undefined) return right({ _tag: 'Missing', id, found: 'none' })
  const missing = await follow(main.right)
  if (isLeft(missing)) return missing
  if (missing.right !== undefined) return right({ _tag: 'Missing', id, found: missing.right })
  const { schema: text, schemaType } = main.right
  return right({
    _tag: 'Found',
    schema: { id, type: schemaType ?? 'AVRO', text, references: [...references.values()] },
  })
}
