import type { Directive } from '../contracts/directive.ts'
import type { AnyPlugin, Plugin } from '../contracts/plugin.ts'
import type { Preset } from '../contracts/preset.ts'
import { directives } from '../mapping/directives.ts'
import { voucherify } from '../voucherify/plugin.ts'

/** The plugins a settings file may name. */
export interface Catalogue {
  readonly sources: ReadonlyMap<string, Plugin<'source', unknown>>
  readonly destinations: ReadonlyMap<string, Plugin<'destination', unknown>>
  readonly directives: ReadonlyMap<string, Directive>
  readonly presets: ReadonlyMap<string, Preset>
}

type OfKind<Kind extends AnyPlugin['kind']> = Extract<AnyPlugin, { readonly kind: Kind }>

const byName = <Kind extends AnyPlugin['kind']>(plugins: readonly AnyPlugin[], kind: Kind) =>
  new Map(
    plugins
      .filter((plugin): plugin is OfKind<Kind> => plugin.kind === kind)
      .map((plugin): [string, OfKind<Kind>] => [plugin.name, plugin]),
  )

/** What core brings itself and whatever else is at hand. Throws where two plugins of a kind have one name. */
export const createCatalogue = (plugins: readonly AnyPlugin[]): Catalogue => {
  const all: readonly AnyPlugin[] = [voucherify, ...directives, ...plugins]
  const seen = new Set<string>()
  for (const { kind, name } of all) {
    if (seen.has(`${kind} ${name}`)) throw new Error(`two plugins are the ${kind} ${name}`)
    seen.add(`${kind} ${name}`)
  }
  return {
    sources: byName(all, 'source'),
    destinations: byName(all, 'destination'),
    directives: byName(all, 'directive'),
    presets: byName(all, 'preset'),
  }
}
