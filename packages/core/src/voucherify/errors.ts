import { STATUS_CODES } from 'node:http'
import { isRight } from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { Answer } from './reply.ts'

/**
 * Voucherify's own error (docs.voucherify.io, page "Errors"): full, or minimal as authentication and limits answer it.
 * Texts of `message` can be changed by each project: compare the status and `key` only.
 */
export const ApiErrorBody = t.intersection([
  t.type({ code: t.number, message: t.string }),
  t.partial({
    key: t.string,
    details: t.unknown,
    request_id: t.string,
    resource_id: t.string,
    resource_type: t.string,
    error: t.unknown,
  }),
])

export type ApiErrorBody = t.TypeOf<typeof ApiErrorBody>

/** The error of the web framework in front, as for JSON that cannot be parsed or a body that is too large. */
export const FrameworkErrorBody = t.type({ statusCode: t.number, error: t.string, message: t.string })

export type FrameworkErrorBody = t.TypeOf<typeof FrameworkErrorBody>

/** What can be told of an error, whatever shape it came in. */
export interface ErrorFacts {
  /** Voucherify's short name of the error. */
  readonly key?: string | undefined
  /** For a person; without payload. */
  readonly message: string
  readonly requestId?: string | undefined
}

/** Reads an error: full, minimal, of the framework, HTML, or empty, where the status alone must do. */
export const errorFacts = (status: number, answer: Answer): ErrorFacts => {
  const message = STATUS_CODES[status] ?? 'an error'
  if (answer._tag !== 'Json') return { message }
  const own = ApiErrorBody.decode(answer.value)
  if (isRight(own)) return factsOf(own.right)
  const framework = FrameworkErrorBody.decode(answer.value)
  return { message: isRight(framework) ? framework.right.message : message }
}

/** Whether a JSON object is an error in one of the shapes, whatever status it came with. */
export const isErrorBody = (value: unknown): boolean => ApiErrorBody.is(value) || FrameworkErrorBody.is(value)

const factsOf = ({ key, message, details, request_id, resource_type }: ApiErrorBody): ErrorFacts => {
  // Other errors' details quote the customer's id or the metadata's values, which do not belong in a log.
  const about = key === 'invalid_payload' && typeof details === 'string' ? details : resource_type
  return { key, message: about === undefined ? message : `${message} (${about})`, requestId: request_id }
}
