import * as t from 'io-ts'
import { isLeft } from 'fp-ts/lib/Either.js'
import type { Described, Schema } from '../contracts/described.ts'
import type { Directive } from '../contracts/directive.ts'
import type { Preset, PresetRoute, RouteExample } from '../contracts/preset.ts'
import type { Shape } from '../contracts/source.ts'
import { isMembers } from '../mapping/json.ts'
import { mappingField } from '../mapping/mapping-field.ts'
import { overlay } from '../mapping/overlay.ts'
import type { Predicate } from '../mapping/predicate.ts'
import { choiceSchema } from '../settings/choice-schema.ts'
import { misplaced, validated } from '../settings/field.ts'
import { oneOfNames } from '../settings/nearest.ts'
import { Name } from '../settings/values.ts'
import { whenSchema } from '../settings/when-schema.ts'
import { joinFilters } from './join-filters.ts'
import { presetFields } from './preset-fields.ts'
import { draftOf, shapeFor, type KnownSource, type RouteDraft } from './route-settings.ts'
import type { ShippingWishes } from './shipping-fields.ts'

interface Changes extends ShippingWishes {
  readonly when?: Predicate | undefined
  readonly body?: unknown
}

/** What a preset's settings say of one of its routes. */
interface Wishes {
  readonly name: string
  readonly from: readonly string[] | undefined
  /** For all of its routes. */
  readonly all: Changes
  /** For this one. */
  readonly own: (Changes & { readonly examples: readonly RouteExample[] }) | undefined
}

/** A place in the settings below another. */
const below = (context: t.Context, ...keys: readonly string[]): t.Context =>
  keys.reduce((around, key) => t.appendContext(around, key, t.unknown), context)

/** Whether a mapping, as it is written, names what these keys lead to. */
const hasMember = (written: unknown, [key, ...rest]: readonly string[]): boolean =>
  key === undefined || (isMembers(written) && Object.hasOwn(written, key) && hasMember(written[key], rest))

/** Lays over a route of a preset what is wished of it. */
const changed = (
  route: PresetRoute,
  { name, from, all, own }: Wishes,
  directives: readonly Directive[],
  shape: Shape,
  context: t.Context,
): t.Validation<RouteDraft> => {
  const over = [all.body, own?.body].filter((body) => body !== undefined)
  const bodyCodec = mappingField(shape, directives)
  const body = bodyCodec.validate(over.reduce(overlay, route.body), t.appendContext(context, 'body', bodyCodec))
  const when = joinFilters([route.when, all.when?.text, own?.when?.text], shape, context)
  const named = Name.validate(name, t.appendContext(context, 'name', Name))
  if (isLeft(named) || isLeft(when) || isLeft(body)) {
    return t.failures([named, when, body].flatMap((read) => (isLeft(read) ? read.left : [])))
  }
  const { makes } = route
  const parts = {
    name,
    from,
    when: when.right,
    makes,
    body: body.right,
    examples: own?.examples ?? [],
    whenInDoubt: own?.whenInDoubt ?? all.whenInDoubt,
    priority: own?.priority ?? all.priority,
    weight: own?.weight ?? all.weight,
  }
  const bodyPlace = (keys: readonly string[]): t.Context =>
    own?.body !== undefined && hasMember(own.body, keys)
      ? below(context, 'routes', route.name, 'body')
      : below(context, 'body')
  return t.success({ ...draftOf(parts, context), bodyPlace })
}

const presetCodec = (
  preset: Preset,
  sources: readonly KnownSource[],
  directives: readonly Directive[],
): Described<readonly RouteDraft[]> => {
  const schema = presetFields(preset, sources, directives, 'open').schema
  return validated(`the settings of the preset ${preset.name}`, schema, (u, context) => {
    const shape = shapeFor(u, sources)
    const settings = presetFields(preset, sources, directives, shape).validate(u, context)
    if (isLeft(settings)) return settings
    const { name: prefix, from, only, except, routes, ...all } = settings.right
    const wanted = preset.routes.filter(({ name }) => (only ?? [name]).includes(name) && !except.includes(name))
    if (wanted.length === 0) return t.failure(u, context, 'a route of the preset that is wanted')
    const read = wanted.map((route) => {
      const name = prefix === undefined ? route.name : `${prefix}-${route.name}`
      return changed(route, { name, from, all, own: routes[route.name] }, directives, shape, context)
    })
    const errors = read.flatMap((one) => (isLeft(one) ? one.left : []))
    if (errors.length > 0) return t.failures(errors)
    return t.success(read.flatMap((one) => (isLeft(one) ? [] : [{ ...one.right, preset: preset.name }])))
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
