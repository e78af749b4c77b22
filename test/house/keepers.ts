/** A library or a room that is let in at few places, so that it can be replaced there. */
export interface Keeper {
  /** A library as it is imported, or the name of a room. */
  readonly of: string
  /** Globs of the only files under a package's `src` that may import it. */
  readonly only: readonly string[]
  readonly because: string
}

export const keepers: readonly Keeper[] = [
  {
    of: 'rxjs',
    only: ['packages/core/src/pipeline/**', 'packages/core/src/runtime/{observe,run,relay,monotonic-scheduler}.ts'],
    because: 'time and concurrency are decided in the pipeline, and every subscription ends in the runtime',
  },
  { of: 'got', only: ['packages/core/src/delivery/http.ts'], because: 'one request is made in one place' },
  { of: 'undici', only: ['packages/core/src/delivery/undici.ts'], because: 'one request is made in one place' },
  {
    of: '@platformatic/kafka',
    only: ['packages/adapter-kafka/src/client/**'],
    because: 'everything else knows a driver, so that another client can take its place',
  },
  {
    of: 'ajv',
    only: ['packages/sandbox/src/**'],
    because: "the sandbox judges bodies by Voucherify's own schemas; codecs judge everything else",
  },
  { of: 'node:sqlite', only: ['packages/core/src/state/**'], because: 'what survives has one format and one writer' },
  {
    of: 'pino',
    only: ['packages/core/src/runtime/log.ts'],
    because: 'everybody else has the log that is lent to them',
  },
  { of: 'prom-client', only: ['packages/core/src/runtime/metrics.ts'], because: 'outcomes are counted in one place' },
  {
    of: 'liquidjs',
    only: ['packages/core/src/mapping/liquid/**'],
    because: 'templates are read and limited in one place',
  },
  {
    of: 'avsc',
    only: ['packages/adapter-kafka/src/formats/avro/**'],
    because: 'what lies on a topic is read by its format alone',
  },
  {
    of: 'protobufjs',
    only: ['packages/adapter-kafka/src/formats/protobuf/**'],
    because: 'what lies on a topic is read by its format alone',
  },
  { of: 'commander', only: ['packages/cli/src/**'], because: 'arguments are read in the command alone' },
  {
    of: 'voucherify',
    only: ['packages/core/src/runtime/catalogue.ts', 'packages/core/src/index.ts'],
    because: 'the pipeline knows destinations, not this one',
  },
]
