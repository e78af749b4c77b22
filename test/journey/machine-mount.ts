import { execFileSync } from 'node:child_process'

/** A small disk of one process's own. */
export interface SmallDisk {
  /** What the process is started with. */
  readonly before: readonly string[]
  /** Where the process sees a path of it, for everybody else. */
  readonly seenBy: (pid: number, path: string) => string
}

const ways: readonly (readonly string[])[] = [
  ['/usr/bin/unshare', '--mount'],
  ['/usr/bin/unshare', '--map-root-user', '--mount'],
]

const script = (options: string, first: string) =>
  `mount -t tmpfs -o ${options} none "$1" && (cd "$1" && ${first}) ; shift ; exec "$@"`

const works = (way: readonly string[]): boolean => {
  try {
    const [command = '', ...args] = [...way, '/bin/sh', '-c', script('size=1m', 'true'), 'sh', '/tmp', '/bin/true']
    execFileSync(command, args, { stdio: 'ignore', env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' } })
    return true
  } catch {
    return false
  }
}

const way = ways.find(works)

/** Why there are no small disks on this machine; undefined where there are. */
export const noSmallDisk = way === undefined ? 'this machine lets nobody mount a disk' : undefined

/**
 * A disk in memory that only the process has which is started with it, on a directory that is there.
 *
 * @param options of the mount: `size=4m`
 * @param first a command of the shell that runs on the disk before the process does
 */
export const smallDisk = (dir: string, options: string, first = 'true'): SmallDisk => ({
  before: [...(way ?? []), '/bin/sh', '-c', `PATH=/usr/sbin:/usr/bin:/sbin:/bin; ${script(options, first)}`, 'sh', dir],
  seenBy: (pid, path) => `/proc/${pid}/root${path}`,
})
