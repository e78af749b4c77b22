import { getSystemErrorMessage } from 'node:util'

/** What is found in place of a file that can be read, where the operating system's own words do not name it. */
const found: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  EISDIR: 'a folder',
  EACCES: 'no permission to do so',
  EPERM: 'no permission to do so',
}

/**
 * Why something failed, for people: what the operating system says comes without its codes, its calls and the path, which the
 * sentence around it names.
 *
 * @example
 * `${file}: expected a file that can be read, found ${reasonOf(error)}` // …, found no such file or folder
 */
export const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  const { code, errno, syscall, message }: NodeJS.ErrnoException = error
  // Of zlib's errors, which have both, nothing came from the system.
  if (code === undefined || errno === undefined || syscall === undefined) return message
  return found[code] ?? getSystemErrorMessage(errno)
}
