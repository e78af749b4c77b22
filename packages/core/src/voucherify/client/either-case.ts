import type { AnyAttribute } from '../bodies/attribute.ts'

type CamelCase<S> = S extends `${infer Head}_${infer Tail}` ? `${Head}${Capitalize<CamelCase<Tail>>}` : S

/**
 * The same object with each attribute in snake_case or in camelCase, `null` or `undefined` where it may be absent. Free attributes (metadata)
 * keep their names.
 */
export type EitherCase<A> = A extends object
  ? string extends keyof A
    ? A
    : {
        readonly [K in keyof A as K | CamelCase<K>]:
          | EitherCase<A[K]>
          | (undefined extends A[K] ? null | undefined : never)
      }
  : A

/**
 * Gives attributes in camelCase the names the API knows, at the places where the codec has attributes, and nowhere else: not
 * inside metadata. What is not an attribute stays as it is, for the codec to refuse; so does a name given in both cases.
 *
 * @example
 * inSnakeCase(EventBody, { customer: { sourceId: 'a', metadata: { sourceId: 'b' } } })
 * // { customer: { source_id: 'a', metadata: { sourceId: 'b' } } }
 */
export const inSnakeCase = ({ known }: AnyAttribute, value: unknown): unknown => {
  if (known === undefined || typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const names = new Map(Object.keys(known).map((name) => [camelCase(name), name]))
  const renamed = Object.entries(value).map(([key, item]: [string, unknown]) => {
    const name = names.get(key)
    const snake = name === undefined || (name !== key && Object.hasOwn(value, name)) ? key : name
    const codec = known[snake]
    return [snake, codec === undefined ? item : inSnakeCase(codec, item)]
  })
  return Object.fromEntries(renamed)
}

const camelCase = (name: string): string => name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
