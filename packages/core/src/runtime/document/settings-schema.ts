import type { Schema } from '../../contracts/described.ts'
import type { Catalogue } from '../catalogue.ts'
import { relaySettings } from '../relay-settings.ts'
import { defineOnce } from './define-once.ts'
import { fitBodies } from './fit-bodies.ts'
import { mapSchema } from './map-schema.ts'
import { takeVariables } from './take-variables.ts'

/**
 * The JSON Schema of a whole settings file, as editors want it: draft 7, every reference within it, a `${VARIABLE}`
 * wherever a text may stand. It refuses nothing that the settings' codec takes; what it cannot know, it lets pass: names
 * given twice, the syntax of filters, variables that are not set, what a mapping makes.
 *
 * @see https://json-schema.org/draft-07/json-schema-validation
 */
export const settingsSchema = (catalogue: Catalogue): Schema => ({
  $schema: 'http://json-schema.org/draft-07/schema#',
  ...defineOnce(mapSchema(wholeSchema(catalogue), (part) => tellUnit(takeVariables(part)))),
  title: 'Settings of Vouchrelay',
})

const wholeSchema = (catalogue: Catalogue): Schema => ({ ...relaySettings(catalogue).schema, ...fitBodies(catalogue) })

/** Editors show titles and know no units. */
const tellUnit = ({ unit, ...schema }: Schema): Schema =>
  unit === undefined ? schema : { ...schema, title: `${String(schema['title'])} (${String(unit)})` }
