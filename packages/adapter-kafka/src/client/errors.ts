import { protocolErrors, protocolErrorsCodesById } from '@platformatic/kafka'

/** An error and all that it was made of, outermost first. */
export const errorsIn = (error: unknown): readonly unknown[] => {
  const found: unknown[] = []
  const open = [error]
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    if (found.includes(next)) continue
    found.push(next)
    const { cause, errors }: { cause?: unknown; errors?: unknown } = Object(next)
    if (Array.isArray(errors)) open.push(...errors)
    if (cause !== undefined && cause !== null) open.push(cause)
  }
  return found
}

/** Kafka's name of the first error in it that a broker told; undefined where none did. */
export const nameOf = (error: unknown): string | undefined =>
  errorsIn(error)
    .map((each) => Object(each).apiId)
    .find((id): id is string => typeof id === 'string')

/** Kafka's name of an error code; undefined for none. */
export const nameOfCode = (code: number): string | undefined =>
  code === 0 ? undefined : (protocolErrorsCodesById[code] ?? `ERROR_${code}`)

/** Whether Kafka says of an error that the same call may succeed later. */
export const isPassing = (name: string): boolean => passing.has(name) || (protocolErrors[name]?.canRetry ?? false)

/** The library says of these that they are for good: a session ends, and a round does. */
const passing: ReadonlySet<string> = new Set([
  'NETWORK_EXCEPTION',
  'REBALANCE_IN_PROGRESS',
  'STALE_MEMBER_EPOCH',
  'UNRELEASED_INSTANCE_ID',
])

/** Whether a call may have to be made to another broker: this one is not, or no longer, in charge, or cannot be reached. */
export const isAstray = (error: unknown): boolean => {
  const name = nameOf(error)
  return name === undefined || elsewhere.has(name)
}

const elsewhere: ReadonlySet<string> = new Set([
  'COORDINATOR_LOAD_IN_PROGRESS',
  'COORDINATOR_NOT_AVAILABLE',
  'NOT_COORDINATOR',
])

/** The answer that holds an error, as it came; undefined where the error is no answer. `A` is what the call answers. */
export const answerIn = <A>(error: unknown): A | undefined => {
  // The library puts the parsed answer of the call into the error it rejects with. What lies deeper answers another call: a login.
  const { response }: { response?: A } = Object(error)
  return response
}
