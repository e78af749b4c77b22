import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Stands between a process and the C library: where a file says `write`, `sync` or `read`, that fails with EIO for each file whose
 * path has `vouchrelay.sqlite` in it. `rofs` makes writing fail as on a disk that became read-only, `full` as on one that is full.
 */
const source = `
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static int fails(int fd, const char *what) {
  const char *path = getenv("FAULT_FILE");
  char name[64], target[4096], said[16];
  if (!path) return 0;
  int file = open(path, O_RDONLY);
  if (file < 0) return 0;
  ssize_t (*plain)(int, void *, size_t) = dlsym(RTLD_NEXT, "read");
  ssize_t length = plain(file, said, sizeof said - 1);
  close(file);
  if (length <= 0) return 0;
  said[length] = 0;
  int isWrite = !strcmp(what, "write");
  if (strcmp(said, what) && !(isWrite && (!strcmp(said, "rofs") || !strcmp(said, "full")))) return 0;
  snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
  ssize_t size = readlink(name, target, sizeof target - 1);
  if (size < 0) return 0;
  target[size] = 0;
  if (!strstr(target, "vouchrelay.sqlite")) return 0;
  errno = !strcmp(said, "rofs") ? EROFS : !strcmp(said, "full") ? ENOSPC : EIO;
  return 1;
}

#define CALL(result, name, what, parameters, arguments) \\
  result name parameters { \\
    static result (*real) parameters; \\
    if (!real) real = dlsym(RTLD_NEXT, #name); \\
    if (fails(fd, what)) return -1; \\
    return real arguments; \\
  }

CALL(ssize_t, pwrite, "write", (int fd, const void *bytes, size_t length, off_t at), (fd, bytes, length, at))
CALL(ssize_t, pwrite64, "write", (int fd, const void *bytes, size_t length, off64_t at), (fd, bytes, length, at))
CALL(ssize_t, write, "write", (int fd, const void *bytes, size_t length), (fd, bytes, length))
CALL(ssize_t, pread, "read", (int fd, void *bytes, size_t length, off_t at), (fd, bytes, length, at))
CALL(ssize_t, pread64, "read", (int fd, void *bytes, size_t length, off64_t at), (fd, bytes, length, at))
CALL(int, fsync, "sync", (int fd), (fd))
CALL(int, fdatasync, "sync", (int fd), (fd))
`

/** Why a process cannot be told that its disk fails; undefined where it can. */
export const noFaults = ((): string | undefined => {
  if (process.platform !== 'linux') return 'only on Linux can a library stand before another'
  try {
    execFileSync('gcc', ['--version'], { stdio: 'ignore' })
    return undefined
  } catch {
    return 'this machine has no C compiler'
  }
})()

/** What the disk of a process fails at. */
export type Fault = 'write' | 'sync' | 'read' | 'rofs' | 'full' | 'nothing'

/** Builds it in a directory; `environment` is for the process, whose disk fails as it is told from then on. */
export const faultyDisk = (dir: string) => {
  const [code, library, file] = [join(dir, 'fault.c'), join(dir, 'fault.so'), join(dir, 'fault')]
  writeFileSync(code, source)
  execFileSync('gcc', ['-shared', '-fPIC', '-O1', '-o', library, code, '-ldl'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const fail = (at: Fault): void => writeFileSync(file, at)
  fail('nothing')
  return { environment: { LD_PRELOAD: library, FAULT_FILE: file }, fail }
}
