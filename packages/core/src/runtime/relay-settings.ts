import * as t from 'io-ts'
import { isLeft, map } from 'fp-ts/lib/Either.js'
import type { Described } from '../contracts/described.ts'
import type { BodyKind } from '../contracts/destination.ts'
import { keysOf } from '../contracts/faults-of.ts'
import { closed, type Fields, type Values } from '../settings/closed.ts'
import { defaulted, listOf, misplaced, oneOrMore, required, validated } from '../settings/field.ts'
import { oneOfNames } from '../settings/nearest.ts'
import { Text } from '../settings/values.ts'
import { misfits } from './body-fit.ts'
import type { Catalogue } from './catalogue.ts'
import { pluginSettings, type Configured } from './plugin-settings.ts'
import { anyRoutes, presetSettings } from './preset-settings.ts'
import { AdminSettings, LimitSettings, RetrySettings, ShutdownSettings, StateSettings } from './relay-sections.ts'
import { routeSettings, type KnownSource, type RouteDraft, type RouteSettings } from './route-settings.ts'

const routeList = (
  { directives, presets }: Catalogue,
  sources: readonly KnownSource[],
): Described<readonly RouteDraft[]> => {
  const entry = anyRoutes(routeSettings(sources, directives), presetSettings(presets, sources, directives))
  const list = oneOrMore(entry, 'a list of routes, at least one')
  return validated(list.name, list.schema, (u, context) => map(flattened)(list.validate(u, context)))
}

const flattened = (drafts: readonly (readonly RouteDraft[])[]): readonly RouteDraft[] => drafts.flat()

const fieldsOf = (catalogue: Catalogue, sources: readonly KnownSource[]) =>
  ({
    sources: required(oneOrMore(pluginSettings('source', catalogue.sources), 'a list of sources, at least one'), {
      summary: 'Where events come from.',
    }),
    plugins: defaulted(listOf(Text), [], {
      summary: 'Packages and files (`./plugin.ts`, from the folder of the settings file) that bring more to name.',
    }),
    routes: required(routeList(catalogue, sources), {
      summary: 'Which events go on, and as what. An entry is a route, or with `use:` those of a preset.',
    }),
    destination: required(pluginSettings('destination', catalogue.destinations), { summary: 'Where they go.' }),
    state: defaulted(StateSettings, {}, { summary: 'What survives a crash.' }),
    retry: defaulted(RetrySettings, {}, { summary: 'How a temporary failure is met.' }),
    limits: defaulted(LimitSettings, {}, { summary: 'How much is worked on at once.' }),
    admin: defaulted(AdminSettings, {}, { summary: 'The port for the platform.' }),
    shutdown: defaulted(ShutdownSettings, {}, { summary: 'How the relay ends.' }),
  }) satisfies Fields

/** A whole settings file. */
export type RelaySettings = Omit<Values<ReturnType<typeof fieldsOf>>, 'routes'> & {
  readonly routes: readonly RouteSettings[]
}

/** The sources a raw file names, as far as they can be told, for the routes to be checked against. */
const glance = (u: unknown, catalogue: Catalogue): readonly KnownSource[] => {
  const listed: unknown = typeof u === 'object' && u !== null && 'sources' in u ? u.sources : undefined
  if (!Array.isArray(listed)) return []
  return listed.flatMap((one: unknown) => {
    if (typeof one !== 'object' || one === null || !('use' in one) || typeof one.use !== 'string') return []
    const name = 'name' in one && typeof one.name === 'string' ? one.name : one.use
    return [{ name, shape: catalogue.sources.get(one.use)?.shape?.({ ...one }) ?? 'open' }]
  })
}

const repeatedSources = (sources: readonly Configured<'source'>[], context: t.Context): readonly t.ValidationError[] =>
  sources.flatMap(({ name }, i) => {
    if (sources.findIndex((other) => other.name === name) === i) return []
    const place = ['sources', String(i)].reduce((around, key) => t.appendContext(around, key, t.unknown), context)
    return [misplaced('a name no other of the sources has', 'name', name, place)]
  })

const repeatedRoutes = (routes: readonly RouteDraft[]): readonly t.ValidationError[] =>
  routes.flatMap(({ name, place }, i) =>
    routes.findIndex((other) => other.name === name) === i
      ? []
      : [misplaced('a name no other of the routes has', 'name', name, place)],
  )

/** A route of a preset does not say itself what it makes: it can be left out. */
const unmade = (
  kinds: readonly string[],
  makes: string | undefined,
  { name, preset }: Pick<RouteDraft, 'name' | 'preset'>,
  place: t.Context,
): t.ValidationError => {
  if (preset === undefined) return misplaced(oneOfNames(kinds, makes), 'makes', makes, place)
  const others = `routes that make ${oneOfNames(kinds, undefined)} (leave out what does not with \`except\`)`
  return { value: name, context: place, message: others }
}

/** Settles which body each route makes, and holds its mapping against that. */
const settleRoutes = (
  routes: readonly RouteDraft[],
  bodies: Readonly<Record<string, BodyKind<unknown>>>,
): t.Validation<readonly RouteSettings[]> => {
  const kinds = Object.keys(bodies)
  const errors: t.ValidationError[] = []
  const settled = routes.flatMap(({ makes, place, bodyPlace, ...route }) => {
    const kind = makes ?? kinds[0]
    if (kind === undefined || !Object.hasOwn(bodies, kind)) {
      errors.push(unmade(kinds, makes, route, place))
      return []
    }
    if (route.whenInDoubt === 'verify' && bodies[kind]?.doubtful !== 'verifiable') {
      const expected = 'resend or park, since with these keys nobody can look for such a body at the destination'
      errors.push(misplaced(expected, 'whenInDoubt', route.whenInDoubt, place))
    }
    for (const misfit of misfits(route.mapping, bodies[kind]?.schema, [])) {
      errors.push({ ...misfit, context: [...bodyPlace(keysOf(misfit)), ...misfit.context] })
    }
    return [{ ...route, kind }]
  })
  return errors.length > 0 ? t.failures(errors) : t.success(settled)
}

/** The codec of a settings file: everything is read, compiled and checked, and every complaint is told at once. */
export const relaySettings = (catalogue: Catalogue): Described<RelaySettings> => {
  const validate: t.Validate<unknown, RelaySettings> = (u, context) => {
    const settings = closed('the settings of a relay', fieldsOf(catalogue, glance(u, catalogue))).validate(u, context)
    if (isLeft(settings)) return settings
    const { sources, destination } = settings.right
    const routes = settleRoutes(settings.right.routes, destination.pure().bodies)
    const errors = [
      ...repeatedSources(sources, context),
      ...repeatedRoutes(settings.right.routes),
      ...(isLeft(routes) ? routes.left : []),
    ]
    return isLeft(routes) || errors.length > 0
      ? t.failures(errors)
      : t.success({ ...settings.right, routes: routes.right })
  }
  const { schema } = closed('the settings of a relay', fieldsOf(catalogue, []))
  return validated('the settings of a relay', schema, validate)
}
