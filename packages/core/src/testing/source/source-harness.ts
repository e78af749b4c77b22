import type { SourceEvent } from '../../contracts/event.ts'
import type { Made, Plugin } from '../../contracts/plugin.ts'
import type { Source } from '../../contracts/source.ts'

/** An event as the cases want it. What else it has is decided by who sends it. */
export interface Sample {
  readonly messageId: string
  readonly customer: string
  /** Carried by the event, so that it weighs something. */
  readonly text: string
}

/** How the cases come to a source with events in its log. */
export interface SourceHarness {
  readonly plugin: Made<Plugin<'source', unknown>>
  /**
   * The settings, as a settings file writes them, of a source whose log lies in this folder. Asked before each start.
   * In a folder that is empty the log is empty; in one that was used before, or in a copy of it, the log goes on. A log
   * that lies elsewhere leaves a note in the folder that says where.
   */
  readonly settings: (folder: string) => Readonly<Record<string, unknown>>
  /** Puts events at the end of the log, in their order. Resolves when the source can come to them. */
  readonly put: (samples: readonly Sample[], log: { readonly folder: string; readonly source: Source }) => Promise<void>
  /** Which sample an event is, by its `messageId`. Default: the event's own. */
  readonly messageIdOf?: (event: SourceEvent) => string
  /** How long the source may take over one thing, in milliseconds. Default: 5 s. */
  readonly patienceMs?: number
}
