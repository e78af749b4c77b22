import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type * as t from 'io-ts'
import type { Destination } from './destination.ts'
import type { StartFailure } from './failure.ts'
import type { Journal } from './journal.ts'
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
    readonly pure: Pick<Source, 'decode'>
  }
  readonly destination: {
    readonly instance: Destination<unknown>
    readonly resources: Resources
    readonly pure: Pick<Destination<unknown>, 'bodies'>
  }
}

/**
 * A component as one declarative object, the same for ours and for third parties.
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
  readonly config: t.Decoder<unknown, Config>
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

/** Gives a plugin its types; the value is unchanged. */
export const definePlugin = <Kind extends keyof PluginKinds, Config>(
  plugin: Plugin<Kind, Config>,
): Plugin<Kind, Config> => plugin
