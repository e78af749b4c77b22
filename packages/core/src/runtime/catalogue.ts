import type { Directive } from '../contracts/directive.ts'
import type { AnyPlugin, Plugin } from '../contracts/plugin.ts'
import type { Preset } from '../contracts/preset.ts'
import { directives } from '../mapping/directives.ts'
import { presets } from '../mapping/presets.ts'
import { voucherify } from '../voucherify/plugin.ts'

/** The plugins a settings file may name, by kind and name. */
export interface Catalogue {
  readonly all: readonly AnyPlugin[]
  readonly sources: ReadonlyMap<string, Plugin<'source', unknown>>
  readonly destinations: ReadonlyMap<string, Plugin<'destination', unknown>>
  readonly directives: readonly Directive[]
  readonly presets: ReadonlyMap<string, Preset>
}

type OfKind<Kind extends AnyPlugin['kind']> = Extract<AnyPlugin, { readonly kind: Kind }>

const ofKind = <Kind extends AnyPlugin['kind']>(plugins: readonly AnyPlugin[], kind: Kind): readonly OfKind<Kind>[] =>
  plugins.filter((plugin): plugin is OfKind<Kind> => plugin.kind === kind)

const byName = <P extends AnyPlugin>(plugins: readonly P[]): ReadonlyMap<string, P> =>
  new Map(plugins.map((plugin) => [plugin.name, plugin]))

/** The first plugin whose kind and name another before it has. */
const takenTwice = (plugins: readonly AnyPlugin[]): AnyPlugin | undefined =>
  plugins.find(({ kind, name }, i) => plugins.findIndex((other) => other.kind === kind && other.name === name) !== i)

/** What core brings itself and whatever else is at hand. Throws where two plugins of a kind have one name. */
export const createCatalogue = (plugins: readonly AnyPlugin[]): Catalogue => {
  const all: readonly AnyPlugin[] = [voucherify, ...directives, ...presets, ...plugins]
  const twice = takenTwice(all)
  if (twice !== undefined) throw new Error(`two plugins are the ${twice.kind} ${twice.name}`)
  return {
    all,
    sources: byName(ofKind(all, 'source')),
    destinations: byName(ofKind(all, 'destination')),
    directives: ofKind(all, 'directive'),
    presets: byName(ofKind(all, 'preset')),
  }
}
