import { Ajv, type Options } from 'ajv'
import { isIsoDate, isIsoDateTime } from './iso-dates.ts'

/**
 * An ajv that reads OpenAPI 3.0 schemas (its extra keywords are ignored, `nullable` is obeyed) and stops at the first
 * violation. Its `date` takes an ISO 8601 date or date-time: the published schema says YYYY-MM-DD, but Voucherify's own
 * JavaScript SDK 3 turns a birthdate into `1990-01-02T00:00:00.000Z` before sending, so the real API cannot be stricter
 * than that.
 */
export function createAjv(options: Options = {}): Ajv {
  const ajv = new Ajv({ strict: false, ...options })
  ajv.addFormat('date', (text) => isIsoDate(text) || isIsoDateTime(text))
  return ajv
}
