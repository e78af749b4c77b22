import { Ajv } from 'ajv'
import formats from 'ajv-formats'

const ajv = new Ajv()
formats.default(ajv, ['date', 'iso-date-time'])

/** Whether a text is a day: `2022-12-01`. */
export const isIsoDate = ajv.compile<string>({ type: 'string', format: 'date' })

/** Whether a text is a day with a time: `2022-12-01T09:24:33.061Z`. */
export const isIsoDateTime = ajv.compile<string>({ type: 'string', format: 'iso-date-time' })
