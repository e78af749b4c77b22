/** Whether an error came from the operating system: a file that is not there, say. `reasonOf` says it for people. */
export const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'syscall' in error
