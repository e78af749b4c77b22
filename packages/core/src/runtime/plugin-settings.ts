import * as t from 'io-ts'
import { isLeft } from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { StartFailure } from '../contracts/failure.ts'
import type { Plugin, PluginKinds } from '../contracts/plugin.ts'
import { choiceSchema } from '../settings/choice-schema.ts'
import { misplaced, optional, required, validated } from '../settings/field.ts'
import { fieldsSchema } from '../settings/fields-schema.ts'
import { oneOfNames } from '../settings/nearest.ts'
import { Name, oneOf } from '../settings/values.ts'
import { withMembers } from '../settings/with-members.ts'
import type { Described, Schema } from '../contracts/described.ts'

/** A plugin with its settings read: all that is missing is what the relay lends it. */
export interface Configured<Kind extends keyof PluginKinds> {
  /** Default: the name of the plugin. */
  readonly name: string
  readonly use: string
  /** What a dry run needs of it. */
  readonly pure: () => PluginKinds[Kind]['pure']
  readonly start: (resources: PluginKinds[Kind]['resources']) => TaskEither<StartFailure, PluginKinds[Kind]['instance']>
}

/**
 * The settings of one plugin: `use` says which, `name` what it is called here, everything else is the plugin's own.
 */
export const pluginSettings = <Kind extends keyof PluginKinds>(
  kind: Kind,
  plugins: ReadonlyMap<string, Plugin<Kind, unknown>>,
): Described<Configured<Kind>> => {
  const known = [...plugins.keys()]
  const validate: t.Validate<unknown, Configured<Kind>> = (u, context) => {
    if (typeof u !== 'object' || u === null || Array.isArray(u)) return t.failure(u, context)
    const { use, name, ...rest }: { use?: unknown; name?: unknown } = u
    const plugin = typeof use === 'string' ? plugins.get(use) : undefined
    if (plugin === undefined) {
      return t.failures([misplaced(`the name of a ${kind}: ${oneOfNames(known, use)}`, 'use', use, context)])
    }
    const named = Name.validate(name ?? plugin.name, t.appendContext(context, 'name', Name, name))
    const config = plugin.config.validate(rest, context)
    if (isLeft(named) || isLeft(config)) {
      return t.failures([...(isLeft(named) ? named.left : []), ...(isLeft(config) ? config.left : [])])
    }
    return t.success({
      name: named.right,
      use: plugin.name,
      pure: () => plugin.pure(config.right),
      start: (resources) => plugin.create(config.right, resources),
    })
  }
  return validated(`the settings of a ${kind}`, schemaOf(plugins), validate)
}

const schemaOf = (plugins: ReadonlyMap<string, Plugin<keyof PluginKinds, unknown>>): Schema =>
  choiceSchema(
    'use',
    Object.fromEntries(
      [...plugins].map(([use, { config, summary }]) => {
        const { properties } = fieldsSchema(
          {
            use: required(oneOf(use), { summary }),
            name: optional(Name, { summary: 'What it is called here. Default: what `use` says.' }),
          },
          'absent',
        )
        return [use, withMembers(config.schema, properties)]
      }),
    ),
  )
