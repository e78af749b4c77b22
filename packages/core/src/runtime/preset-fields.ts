import * as t from 'io-ts'
import { isLeft } from 'fp-ts/lib/Either.js'
import type { Described } from '../contracts/described.ts'
import type { Directive } from '../contracts/directive.ts'
import type { Preset } from '../contracts/preset.ts'
import type { Shape } from '../contracts/source.ts'
import { mappingCodec } from '../mapping/grammar.ts'
import { predicateText } from '../mapping/predicate-text.ts'
import { closed, type Fields } from '../settings/closed.ts'
import { defaulted, listOf, oneOrMore, optional, required, validated } from '../settings/field.ts'
import { Name, oneOf } from '../settings/values.ts'
import { ExampleSettings } from './route-examples.ts'
import { fromSources, type KnownSource } from './route-settings.ts'
import { shippingFields } from './shipping-fields.ts'

/** What may stand beside `use:` in a settings file, for one preset. */
export const presetFields = (
  preset: Preset,
  sources: readonly KnownSource[],
  directives: readonly Directive[],
  shape: Shape,
) => {
  const names = preset.routes.map(({ name }) => name)
  const one = oneRoute(shape, directives)
  return closed(`the settings of the preset ${preset.name}`, {
    use: required(oneOf(preset.name), { summary: preset.summary }),
    name: optional(Name, {
      summary: "Stands before the names of its routes, with a dash. Default: nothing. For a preset's second use.",
    }),
    from: optional(fromSources(sources.map(({ name }) => name)), {
      summary: 'Which sources it listens to. Default: every source.',
    }),
    only: optional(oneOrMore(oneOf(...names), 'a list of names of its routes'), {
      summary: 'The routes of the preset that are wanted. Default: all.',
    }),
    except: defaulted(listOf(oneOf(...names), 'a list of names of its routes'), [], {
      summary: 'The routes of the preset that are not wanted.',
    }),
    ...changes(shape, directives),
    routes: defaulted(
      closed(
        'changes to single routes of a preset',
        Object.fromEntries(names.map((name) => [name, optional(one, { summary: `Changes to the route ${name}.` })])),
      ),
      {},
      { summary: 'Changes to single routes, by their names in the preset.' },
    ),
  })
}

const oneRoute = (shape: Shape, directives: readonly Directive[]) => {
  const codec = closed('changes to a route of a preset', {
    ...changes(shape, directives),
    examples: defaulted(listOf(ExampleSettings), [], { summary: 'Events and what the route makes of them.' }),
  })
  // An `$id`, so that a schema says it once for all routes of all presets.
  return validated(codec.name, { $id: 'urn:vouchrelay:preset-route', ...codec.schema }, codec.validate)
}

const changes = (shape: Shape, directives: readonly Directive[]) =>
  ({
    when: optional(predicateText(shape), { summary: 'A filter beside that of the preset: both must hold.' }),
    body: optional(overlayOf(shape, directives), {
      summary: 'Laid over the body of the preset: what it names is added or replaced, a null takes it away.',
    }),
    ...shippingFields,
  }) satisfies Fields

/** What may be laid over a mapping: as it is written, once it was read without a fault. */
const overlayOf = (shape: Shape, directives: readonly Directive[]): Described<unknown> => {
  const mapping = mappingCodec(directives, shape)
  return validated(mapping.name, mapping.schema, (u, context) => {
    const read = mapping.validate(u, context)
    return isLeft(read) ? read : t.success(u)
  })
}
