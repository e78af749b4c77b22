import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isLeft } from 'fp-ts/lib/Either.js'
import { describeFault } from '../../contracts/failure.ts'
import { faultsOf } from '../../contracts/faults-of.ts'
import type { SourceResources } from '../../contracts/plugin.ts'
import type { Source } from '../../contracts/source.ts'
import { soon, usualPatienceMs } from '../soon.ts'
import { testResources, type LogLine } from '../test-resources.ts'
import type { Sample, SourceHarness } from './source-harness.ts'
import { readSource, type SourceReader } from './source-reader.ts'

/** A source at work. */
export interface RunningSource {
  readonly source: Source
  /** Its name in the settings. */
  readonly name: string
  readonly logged: readonly LogLine[]
  /** What planning knows of it where it is not started. */
  readonly dryRun: Pick<Source, 'decode' | 'unread'>
  readonly put: (samples: readonly Sample[]) => Promise<void>
  /** Begins to iterate the deliveries; once. */
  readonly read: () => SourceReader
  /** Tells it to stop. */
  readonly stop: () => void
  /** Ends it as a relay does that stops, and starts it again. What it handed over has been settled. */
  readonly restart: () => Promise<RunningSource>
  /** Starts it again with what is on the disk at this moment, as after a kill. */
  readonly restartKilled: () => Promise<RunningSource>
}

const name = 'shop'

/** Starts a source over an empty log, and closes and removes all there was of it in the end. */
export const withSource = async (
  harness: SourceHarness,
  use: (running: RunningSource) => Promise<void>,
): Promise<void> => {
  await using all = new AsyncDisposableStack()
  const newFolder = async (): Promise<string> => {
    const folder = await mkdtemp(join(tmpdir(), 'vouchrelay-source-'))
    all.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }))
    return folder
  }

  const start = async (base: string): Promise<RunningSource> => {
    const folder = join(base, 'log')
    await mkdir(folder, { recursive: true })
    const stateDir = join(base, 'state')
    const { resources, logged, stop, close } = testResources({ name, stateDir })
    const patienceMs = harness.patienceMs ?? usualPatienceMs
    let reader: SourceReader | undefined
    let closing: Promise<void> | undefined
    const end = (): Promise<void> => {
      stop()
      reader?.leave()
      closing ??= soon(close(), patienceMs, 'an end of its releases')
      return closing
    }
    all.defer(end)
    const config = readSettings(harness, folder)
    const source = await create(harness, config, resources)
    return {
      source,
      name,
      logged,
      dryRun: harness.plugin.pure(config),
      put: (samples) => harness.put(samples, { folder, source }),
      read: () => (reader = readSource(source, resources.stopping, harness)),
      stop,
      restart: async () => {
        stop()
        await reader?.end()
        await end()
        return start(base)
      },
      restartKilled: async () => {
        const copy = await newFolder()
        await cp(base, copy, { recursive: true })
        await end()
        return start(copy)
      },
    }
  }

  await use(await start(await newFolder()))
}

const readSettings = ({ plugin, settings }: SourceHarness, folder: string): unknown => {
  const config = plugin.config.decode(settings(folder))
  if (!isLeft(config)) return config.right
  throw new Error(`the harness's settings: ${faultsOf(config.left).map(describeFault).join('; ')}`)
}

const create = async ({ plugin }: SourceHarness, config: unknown, resources: SourceResources): Promise<Source> => {
  const created = await plugin.create(config, resources)()
  if (isLeft(created)) throw new Error(`${created.left.part} cannot start: ${created.left.message}`)
  return created.right
}
