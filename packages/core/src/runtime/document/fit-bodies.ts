import type { Schema } from '../../contracts/described.ts'
import { choiceSchema } from '../../settings/choice-schema.ts'
import { whenSchema } from '../../settings/when-schema.ts'
import type { Catalogue } from '../catalogue.ts'
import { bodiesOf } from './bodies-of.ts'
import { mappingSchema } from './mapping-schema.ts'

/** What a destination demands of the routes beside it: that they make bodies which it takes. */
export const fitBodies = ({ destinations }: Catalogue): Schema => ({
  allOf: [...destinations].flatMap(([use, plugin]) => {
    const bodies = [...bodiesOf(plugin)]
    return bodies.length === 0 ? [] : [whenSchema(isDestination(use), routesThatMake(bodies))]
  }),
})

const isDestination = (use: string): Schema => ({
  required: ['destination'],
  properties: { destination: { type: 'object', required: ['use'], properties: { use: { const: use } } } },
})

const routesThatMake = (bodies: readonly (readonly [kind: string, schema: Schema])[]): Schema => {
  const branches = bodies.map(([kind, body]) => [kind, { properties: { body: mappingSchema(body) } }])
  const route = choiceSchema('makes', Object.fromEntries(branches), bodies[0]?.[0])
  const isPreset = { required: ['use'], properties: { use: {} } }
  return { properties: { routes: { type: 'array', items: { type: 'object', ...whenSchema(isPreset, {}, route) } } } }
}
