import type { JsonObject } from '@vouchrelay/core'

/** Whether a JSON value is an object and no list. */
export const isJsonObject = (u: unknown): u is JsonObject => typeof u === 'object' && u !== null && !Array.isArray(u)
