import { isLeft, right } from 'fp-ts/lib/Either.js'
import type { Format } from './format.ts'
import { parseObject } from './parse-object.ts'

/** Any JSON object: its fields are the event's. */
export const json: Format = {
  read: ({ value }) => {
    const fields = parseObject(value)
    return isLeft(fields) ? fields : right({ fields: fields.right })
  },
  unread: { text: ({ value }) => value, fields: { except: ['kafka'] } },
}
