import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cacheFolder } from './cache.ts'
import { answers, execute } from './execute.ts'
import type { Kitchen } from './recipe.ts'

const here = dirname(fileURLToPath(import.meta.url))

/** Small, and quick to start rather than fast. */
const java = [
  'java',
  '-Xms128m',
  '-Xmx512m',
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
  `-Dlog4j2.configurationFile=${join(here, 'log4j2.xml')}`,
]

/** The broker as Maven fetches it: about 45 MB of jars, once. */
export const maven: Kitchen = {
  missing: () => {
    if (!answers('java', '-version')) return 'there is no Java'
    return answers('mvn', '-version') ? undefined : 'there is no Maven'
  },
  cook: async (folder) => {
    const jars = join(await fetchJars(), '*')
    const tool = (main: string, ...args: readonly string[]) => [...java, '-cp', jars, main, ...args]
    return {
      name: 'Maven and Java',
      bind: '127.0.0.1',
      folderSeen: folder,
      format: (args) => execute(tool('kafka.tools.StorageTool', 'format', ...args), folder),
      run: tool('kafka.Kafka', join(folder, 'server.properties')),
      after: [],
    }
  },
}

const fetchJars = async (): Promise<string> => {
  const kept = join(cacheFolder(), 'kafka-4.4.0')
  if (existsSync(kept)) return kept
  const fresh = mkdtempSync(`${kept}-`)
  const copy = ['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${fresh}`]
  await execute(['mvn', '-B', '-q', '-ntp', '-f', join(here, 'pom.xml'), ...copy], here)
  // Another run may have been quicker: its jars are as good.
  try {
    renameSync(fresh, kept)
  } catch {
    rmSync(fresh, { recursive: true })
  }
  return kept
}
