import type { Plugin, PluginKinds } from '../contracts/plugin.ts'
import { voucherify } from '../voucherify/plugin.ts'

/** A plugin whose settings are known only to itself. */
export type AnyPlugin = { readonly [Kind in keyof PluginKinds]: Plugin<Kind, unknown> }[keyof PluginKinds]

/** The plugins a settings file may name after `use:`. */
export interface Catalogue {
  readonly sources: ReadonlyMap<string, Plugin<'source', unknown>>
  readonly destinations: ReadonlyMap<string, Plugin<'destination', unknown>>
}

/** Voucherify and whatever else is at hand. A later plugin of the same kind and name replaces an earlier one. */
export const createCatalogue = (plugins: readonly AnyPlugin[]): Catalogue => {
  const all: readonly AnyPlugin[] = [voucherify, ...plugins]
  return {
    sources: new Map(all.flatMap((plugin) => (plugin.kind === 'source' ? [[plugin.name, plugin]] : []))),
    destinations: new Map(all.flatMap((plugin) => (plugin.kind === 'destination' ? [[plugin.name, plugin]] : []))),
  }
}
