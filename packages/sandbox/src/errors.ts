import { json, type Reply } from './reply.ts'

/**
 * The errors of the API. Voucherify has three shapes, and so has this file (docs.voucherify.io, "Errors", and the
 * examples of its endpoints): the full one with a request id, the minimal one of authentication and limits, and the
 * framework's own for bodies that cannot be read. Where the public docs show no example, the docstring says "a guess".
 */

/** 400 for a body that breaks the schema; `details` names the first violation. */
export function invalidPayload(details: string, request_id: string): Reply {
  return json(400, { code: 400, key: 'invalid_payload', message: 'Invalid payload', details, request_id })
}

/** 400 for a query string that breaks its rules. */
export function invalidQuery(details: string, request_id: string): Reply {
  return json(400, { code: 400, key: 'invalid_query_params', message: 'Invalid query params', details, request_id })
}

/** 404 for a customer that nobody knows. */
export function unknownCustomer(id: string, request_id: string): Reply {
  const details = `Cannot find customer with id ${id}`
  const found = { resource_id: id, resource_type: 'customer' }
  return json(404, { code: 404, key: 'not_found', message: 'Resource not found', details, request_id, ...found })
}

/** 400 for metadata that the definition of its event does not allow; `details` says what it must be. */
export function metadataInvalid(details: string, request_id: string): Reply {
  const message = 'Metadata validation failed'
  return json(400, { code: 400, key: 'metadata_validation_failed', message, details, request_id })
}

/** 404 for an event that nobody has defined, where that is refused. A guess: what happens is not published. */
export function undefinedEvent(event: string, request_id: string): Reply {
  const details = `Cannot find custom_event_schema with name ${event}`
  const found = { resource_id: event, resource_type: 'custom_event_schema' }
  return json(404, { code: 404, key: 'not_found', message: 'Resource not found', details, request_id, ...found })
}

/** 404 for a path that does not exist. A guess. */
export function unknownPath(method: string, path: string, request_id: string): Reply {
  const details = `Cannot find ${method} ${path}`
  return json(404, { code: 404, key: 'not_found', message: 'Resource not found', details, request_id })
}

/** 405 with the hint at what would work; `allowed` is not empty. */
export function methodNotAllowed(method: string, allowed: readonly string[]): Reply {
  const details = `${method} is not supported by this endpoint. Did you mean ${allowed.join(' or ')}?`
  return json(405, { code: 405, message: 'HTTP Method Not Allowed', details }, { allow: allowed.join(', ') })
}

/** 401 for missing or wrong keys. */
export function unauthorized(): Reply {
  return json(401, { code: 401, message: 'Unauthorized', key: 'unauthorized' })
}

/** 401 for a client-side call whose origin is missing or not allowed. A guess: 403 would be as plausible. */
export function originRefused(details: string): Reply {
  return json(401, { code: 401, message: 'Unauthorized', key: 'unauthorized', details })
}

/** 403 for a token whose scope does not cover the call. A guess: status and key are documented, the rest is not. */
export function forbidden(): Reply {
  return json(403, { code: 403, message: 'Forbidden', key: 'forbidden' })
}

/** 429; its headers say how long to wait. */
export function tooManyRequests(headers: Readonly<Record<string, string>> = {}): Reply {
  return json(429, { code: 429, message: 'Too many requests hit the API too quickly.' }, headers)
}

/** 400 for a body that is not JSON. */
export function malformedJson(): Reply {
  return framework(400, 'Bad Request', 'Invalid request payload JSON format')
}

/** 413 for a body over the limit. */
export function tooLarge(maxBodyBytes: number): Reply {
  const message = `Payload content length greater than maximum allowed: ${maxBodyBytes}`
  return framework(413, 'Request Entity Too Large', message)
}

/** 415 for a content type other than JSON. A guess: the status is documented, the body is the framework's default. */
export function unsupportedMediaType(): Reply {
  return framework(415, 'Unsupported Media Type', 'Unsupported Media Type')
}

/** 400 of a token request, without a request id (docs.voucherify.io, "Generate OAuth 2.0 Token" and "Introspect"). */
export function tokenRefused(key: string, message: string): Reply {
  return json(400, { code: 400, key, message })
}

/** 500 for a bug of the sandbox itself, with what it was. */
export function internalError(failure: unknown): Reply {
  return framework(
    500,
    'Internal Server Error',
    `Sandbox: ${failure instanceof Error ? failure.message : String(failure)}`,
  )
}

function framework(statusCode: number, error: string, message: string): Reply {
  return json(statusCode, { statusCode, error, message })
}
