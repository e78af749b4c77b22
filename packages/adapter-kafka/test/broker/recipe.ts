/** How a broker is run on this machine. */
export interface Recipe {
  readonly name: string
  /** The interfaces the broker is bound to. */
  readonly bind: string
  /** The run's folder as the broker sees it. */
  readonly folderSeen: string
  /** Writes a new broker's data. Rejects with what the tool said. */
  readonly format: (args: readonly string[]) => Promise<void>
  /** The command that runs the broker, and one that removes what it left. */
  readonly run: readonly string[]
  readonly after: readonly string[]
}

/** A kind of recipe: whether it can be used here, and how. */
export interface Kitchen {
  /** Why it cannot be used here; undefined where it can. */
  readonly missing: () => string | undefined
  /** `folder`: of this run, with `server.properties` in it. `ports`: which the broker listens on. */
  readonly cook: (folder: string, ports: readonly number[]) => Promise<Recipe>
}

/** Of any broker of tests: the id has no meaning. */
export const clusterId = 'AAAAAAAAAAAAAAAAAAAAAA'
