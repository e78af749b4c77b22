import * as t from 'io-ts'
import { isLeft } from 'fp-ts/lib/Either.js'
import type { Described, Schema } from '../contracts/described.ts'
import type { Directive } from '../contracts/directive.ts'
import type { Preset, PresetRoute } from '../contracts/preset.ts'
import type { Shape } from '../contracts/source.ts'
import { mappingCodec } from '../mapping/grammar.ts'
import { mappingField } from '../mapping/mapping-field.ts'
import { overlay } from '../mapping/overlay.ts'
import { readPredicate, type Predicate } from '../mapping/predicate.ts'
import { predicateText } from '../mapping/predicate-text.ts'
import { choiceSchema } from '../settings/choice-schema.ts'
import { closed, type Fields } from '../settings/closed.ts'
import { defaulted, listOf, misplaced, optional, required, validated } from '../settings/field.ts'
import { oneOfNames } from '../settings/nearest.ts'
import { Name, oneOf } from '../settings/values.ts'
import { whenSchema } from '../settings/when-schema.ts'
import { ExampleSettings } from './route-examples.ts'
import { draftOf, fromSources, shapeFor, type KnownSource, type RouteDraft } from './route-settings.ts'

/** What may be laid over a mapping: as it is written, once it was read without a fault. */
const overlayOf = (shape: Shape, directives: readonly Directive[]): Described<unknown> => {
  const mapping = mappingCodec(directives, shape)
  return validated(mapping.name, mapping.schema, (u, context) => {
    const read = mapping.validate(u, context)
    return isLeft(read) ? read : t.success(u)
  })
}

const changes = (shape: Shape, directives: readonly Directive[]) =>
  ({
    when: optional(predicateText(shape), { summary: 'A filter beside that of the preset: both must hold.' }),
    body: optional(overlayOf(shape, directives), {
      summary: 'Laid over the body of the preset: what it names is added or replaced, a null takes it away.',
    }),
  }) satisfies Fields

const oneRoute = (shape: Shape, directives: readonly Directive[]) => {
  const codec = closed('changes to a route of a preset', {
    ...changes(shape, directives),
    examples: defaulted(listOf(ExampleSettings), [], { summary: 'Events and what the route makes of them.' }),
  })
  // An `$id`, so that a schema says it once for all routes of all presets.
  return validated(codec.name, { $id: 'urn:vouchrelay:preset-route', ...codec.schema }, codec.validate)
}

const fieldsOf = (preset: Preset, sources: readonly KnownSource[], directives: readonly Directive[], shape: Shape) => {
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
    only: optional(listOf(oneOf(...names), 'a list of names of its routes'), {
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

/** Both filters, as one. Each was read before. */
const both = (filters: readonly (string | undefined)[], shape: Shape): Predicate | undefined => {
  const texts = filters.filter((text) => text !== undefined)
  if (texts.length === 0) return undefined
  const read = readPredicate(texts.length === 1 ? texts.join() : texts.map((text) => `(${text})`).join(' and '), shape)
  return isLeft(read) ? undefined : read.right
}

interface Changes {
  readonly when?: Predicate | undefined
  readonly body?: unknown
}

/** A route of a preset with everything laid over it. */
const changed = (route: PresetRoute, all: Changes, one: Changes) => ({
  when: [route.when, all.when?.text, one.when?.text],
  body: [all.body, one.body].reduce((body, over) => (over === undefined ? body : overlay(body, over)), route.body),
})

const presetCodec = (
  preset: Preset,
  sources: readonly KnownSource[],
  directives: readonly Directive[],
): Described<readonly RouteDraft[]> => {
  const schema = fieldsOf(preset, sources, directives, 'open').schema
  return validated(`the settings of the preset ${preset.name}`, schema, (u, context) => {
    const shape = shapeFor(u, sources)
    const codec = fieldsOf(preset, sources, directives, shape)
    const settings = codec.validate(u, context)
    if (isLeft(settings)) return settings
    const { name: prefix, from, only, except, when, body, routes } = settings.right
    const wanted = preset.routes.filter(({ name }) => (only ?? [name]).includes(name) && !except.includes(name))
    if (wanted.length === 0) return t.failure(u, context, 'a route of the preset that is wanted')
    const drafts: RouteDraft[] = []
    const errors: t.ValidationError[] = []
    for (const route of wanted) {
      const own = routes[route.name]
      const { when: filters, body: written } = changed(route, { when, body }, own ?? {})
      const mapping = mappingField(shape, directives).validate(written, t.appendContext(context, 'body', t.unknown))
      if (isLeft(mapping)) {
        errors.push(...mapping.left)
        continue
      }
      const name = prefix === undefined ? route.name : `${prefix}-${route.name}`
      const { makes } = route
      const parts = {
        name,
        from,
        when: both(filters, shape),
        makes,
        body: mapping.right,
        examples: own?.examples ?? [],
      }
      drafts.push({ ...draftOf(parts, context), preset: preset.name })
    }
    return errors.length > 0 ? t.failures(errors) : t.success(drafts)
  })
}

/** What stands in a settings file's list of routes after `use:`: the routes of a preset, with changes. */
export const presetSettings = (
  presets: ReadonlyMap<string, Preset>,
  sources: readonly KnownSource[],
  directives: readonly Directive[],
): Described<readonly RouteDraft[]> => {
  const codecs = new Map([...presets].map(([name, preset]) => [name, presetCodec(preset, sources, directives)]))
  const schema = choiceSchema('use', Object.fromEntries([...codecs].map(([name, codec]) => [name, codec.schema])))
  return validated('the settings of a preset', schema, (u, context) => {
    const use: unknown = typeof u === 'object' && u !== null && 'use' in u ? u.use : undefined
    const codec = typeof use === 'string' ? codecs.get(use) : undefined
    if (codec !== undefined) return codec.validate(u, context)
    return t.failures([misplaced(`the name of a preset: ${oneOfNames([...codecs.keys()], use)}`, 'use', use, context)])
  })
}

/** An entry of the list of routes: a route, or with `use:` those of a preset. */
export const anyRoutes = (
  route: Described<readonly RouteDraft[]>,
  preset: Described<readonly RouteDraft[]>,
): Described<readonly RouteDraft[]> =>
  validated('a route', eitherSchema(route.schema, preset.schema), (u, context) =>
    typeof u === 'object' && u !== null && 'use' in u ? preset.validate(u, context) : route.validate(u, context),
  )

const eitherSchema = (route: Schema, preset: Schema): Schema => ({
  type: 'object',
  ...whenSchema({ required: ['use'], properties: { use: {} } }, preset, route),
})
