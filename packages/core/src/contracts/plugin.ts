import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Readable } from './described.ts'
import type { Destination } from './destination.ts'
import type { Directive } from './directive.ts'
import type { StartFailure } from './failure.ts'
import type { Journal } from './journal.ts'
import type { Preset } from './preset.ts'
import type { Shape, Source } from './source.ts'

/** What a plugin may log: one line for each problem, none on the happy path, never a secret or a payload. */
export interface Log {
  readonly warn: (facts: Readonly<Record<string, unknown>>, message: string) => void
  readonly error: (facts: Readonly<Record<string, unknown>>, message: string) => void
}

/** What the relay lends to every plugin instance. */
export interface Resources {
  /** The instance's name in the settings. */
  readonly name: string
  /** Where relative paths in the settings start: the folder of the settings file. Absolute. */
  readonly folder: string
  readonly log: Log
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Aborted when the relay begins to stop: take on nothing new from then on. */
  readonly stopping: AbortSignal
  /** Register the release in the statement that acquires; releases run in reverse order after the pipeline is drained. */
  readonly onClose: (release: () => Promise<void>) => void
}

export interface SourceResources extends Resources {
  readonly journal: Journal
}

/** The instances a kind of plugin makes, what it may use for that, and the pure part that planning needs of it. */
export interface PluginKinds {
  readonly source: {
    readonly instance: Source
    readonly resources: SourceResources
    readonly pure: Pick<Source, 'decode' | 'unread'>
  }
  readonly destination: {
    readonly instance: Destination<unknown>
    readonly resources: Resources
    readonly pure: Pick<Destination<unknown>, 'bodies'>
  }
}

/** The version of what plugins and relays promise each other. A relay takes only plugins made for its own. */
export const pluginApi = 1

/** What `definePlugin` returns: the plugin, and for which relays it was made. */
export type Made<P> = P & { readonly api: number }

/**
 * A source or a destination as one declarative object.
 *
 * `config` is parser, validator and documentation of the settings; `examples` are settings that a test decodes.
 */
export interface Plugin<Kind extends keyof PluginKinds, Config> {
  readonly kind: Kind
  /** What a settings file writes after `use:`. */
  readonly name: string
  /** One sentence. */
  readonly summary: string
  readonly status: 'stable' | 'beta'
  readonly config: Readable<Config>
  readonly examples: readonly { readonly title: string; readonly config: Readonly<Record<string, unknown>> }[]
  /**
   * For a source: which names a path into its events may start with, told its settings as they are written (they may be
   * wrong). Default: `open`.
   */
  readonly shape?: (written: Readonly<Record<string, unknown>>) => Shape
  /** The part of the instance that a dry run needs: it starts nothing and touches nothing. */
  pure(config: Config): PluginKinds[Kind]['pure']
  create(
    config: Config,
    resources: PluginKinds[Kind]['resources'],
  ): TaskEither<StartFailure, PluginKinds[Kind]['instance']>
}

/** Whatever a settings file can name, by `kind`. */
export type AnyPlugin = Made<Plugin<'source', unknown> | Plugin<'destination', unknown> | Directive<unknown> | Preset>

interface DefinePlugin {
  <Config>(plugin: Plugin<'source', Config>): Made<Plugin<'source', Config>>
  <Config>(plugin: Plugin<'destination', Config>): Made<Plugin<'destination', Config>>
  <Argument>(plugin: Directive<Argument>): Made<Directive<Argument>>
  (plugin: Preset): Made<Preset>
}

/**
 * Makes a plugin of any kind: `source`, `destination`, `directive` or `preset`, ours and third parties' alike. It gives
 * the parts their types and marks the version they were written for.
 *
 * @example
 * const upper = definePlugin({
 *   kind: 'directive',
 *   name: '@upper',
 *   summary: 'A text in capital letters.',
 *   argument: ({ expression }) => expression,
 *   compile: (part, { child, refusal }) => …,
 *   examples: [{ title: 'A text', mapping: { '@upper': '$.name' }, event: { name: 'Ada' }, gives: 'ADA' }],
 * })
 * export const plugins = [upper]
 */
export const definePlugin: DefinePlugin = <P>(plugin: P): Made<P> => ({ ...plugin, api: pluginApi })
