import { basename } from 'node:path'
import { answers, execute } from './execute.ts'
import type { Kitchen } from './recipe.ts'

const image = 'apache/kafka:4.4.0'
const mount = '/run-of-tests'
const bin = '/opt/kafka/bin'

/** The broker in the project's own image. It listens on the same ports inside and outside. */
export const docker: Kitchen = {
  missing: () => (answers('docker', 'version') ? undefined : 'no Docker daemon answers'),
  cook: async (folder, ports) => {
    const name = basename(folder)
    const published = ports.flatMap((port) => ['-p', `127.0.0.1:${port}:${port}`])
    // What it writes is this user's to remove.
    const user = `${process.getuid?.() ?? 0}:${process.getgid?.() ?? 0}`
    const own = ['-u', user, '-e', `LOG_DIR=${mount}/logs`, '-v', `${folder}:${mount}`]
    const container = (...args: readonly string[]) => ['docker', 'run', '--rm', ...own, ...args]
    return {
      name: 'Docker',
      bind: '0.0.0.0',
      folderSeen: mount,
      format: (args) => execute(container(image, `${bin}/kafka-storage.sh`, 'format', ...args), folder),
      run: container('--name', name, ...published, image, `${bin}/kafka-server-start.sh`, `${mount}/server.properties`),
      after: ['docker', 'rm', '-f', name],
    }
  },
}
