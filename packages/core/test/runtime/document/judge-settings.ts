import { segment } from '@vouchrelay/adapter-segment'
import { Ajv } from 'ajv'
import { createCatalogue } from '../../../src/runtime/catalogue.ts'
import { settingsSchema } from '../../../src/runtime/document/settings-schema.ts'

export const catalogue = createCatalogue([segment])

// A mapping may be of any type; in all else the schema is as strict as Ajv can ask.
const ajv = new Ajv({ strict: true, allowUnionTypes: true })

/** What the JSON Schema of settings says of a value, by another's reading of it. Its making fails on a faulty schema. */
export const judgeSettings = ajv.compile(settingsSchema(catalogue))
