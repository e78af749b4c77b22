/** A room of the house: the files in it, what it is for, and whose work it may build on. */
export interface Room {
  readonly name: string
  /** A glob from the root of the repository. */
  readonly files: string
  readonly is: string
  /** Names of rooms. Its own files are always allowed. */
  readonly imports: readonly string[] | 'everything'
}

/** The direction of imports, from the inside out. The first room whose glob fits is a file's room. */
export const rooms: readonly Room[] = [
  { name: 'contracts', files: 'packages/core/src/contracts/**', is: 'what things are', imports: [] },
  { name: 'settings', files: 'packages/core/src/settings/**', is: 'how they are set', imports: ['contracts'] },
  {
    name: 'mapping',
    files: 'packages/core/src/mapping/**',
    is: 'event to body: paths, predicates, directives',
    imports: ['contracts', 'settings'],
  },
  {
    name: 'delivery',
    files: 'packages/core/src/delivery/**',
    is: 'one effect at a time: a request, when to repeat it, how often a minute',
    imports: ['contracts', 'settings'],
  },
  {
    name: 'pipeline',
    files: 'packages/core/src/pipeline/**',
    is: 'the journey of an event: pull, plan, lanes, ship, settle',
    imports: ['contracts', 'settings', 'mapping', 'delivery'],
  },
  {
    name: 'state',
    files: 'packages/core/src/state/**',
    is: 'what survives a crash: journal, ledger, letters',
    imports: ['contracts', 'settings'],
  },
  {
    name: 'replay',
    files: 'packages/core/src/replay/**',
    is: 'a file as a source: its lines, how far all of them are done',
    imports: ['contracts', 'settings'],
  },
  {
    name: 'voucherify',
    files: 'packages/core/src/voucherify/**',
    is: 'the destination: bodies, request, reply',
    imports: ['contracts', 'settings', 'delivery'],
  },
  {
    name: 'runtime',
    files: 'packages/core/src/runtime/**',
    is: 'the process: the relay, its settings, its metrics, its end',
    imports: ['contracts', 'settings', 'mapping', 'delivery', 'pipeline', 'state', 'replay', 'voucherify'],
  },
  {
    name: 'testing',
    files: 'packages/core/src/testing/**',
    is: 'for authors of plugins: contract suites, sources and destinations in memory',
    imports: ['contracts', 'settings', 'mapping', 'pipeline', 'state'],
  },
  {
    name: 'core',
    files: 'packages/core/src/index.ts',
    is: 'what the package offers, name by name',
    imports: ['contracts', 'settings', 'mapping', 'delivery', 'pipeline', 'state', 'voucherify', 'runtime'],
  },
  {
    name: 'segment',
    files: 'packages/adapter-segment/src/**',
    is: "Segment's calls, which lie on topics too, and the source that listens for them",
    imports: ['core'],
  },
  {
    name: 'adapters',
    files: 'packages/adapter-*/src/**',
    is: 'another source each',
    imports: ['core', 'segment'],
  },
  { name: 'sandbox', files: 'packages/sandbox/src/**', is: 'a local Voucherify that owes us nothing', imports: [] },
  {
    name: 'cli',
    files: 'packages/cli/{src,bin}/**',
    is: 'the command, one file a subcommand',
    imports: ['core', 'segment', 'adapters', 'sandbox', 'cli'],
  },
  {
    name: 'examples',
    files: 'examples/**',
    is: 'what a user would write',
    imports: ['core', 'testing', 'segment', 'adapters', 'cli', 'sandbox'],
  },
  {
    name: 'bench',
    files: 'bench/**',
    is: 'measurements',
    imports: ['core', 'testing', 'segment', 'adapters', 'cli', 'sandbox'],
  },
  {
    name: 'chaos',
    files: 'chaos/**',
    is: 'real processes, killed and starved',
    imports: ['core', 'sandbox', 'tests'],
  },
  {
    name: 'tests',
    files: '{packages/*/test,test}/**',
    is: 'the proofs; each may know its own package from inside',
    imports: 'everything',
  },
]
