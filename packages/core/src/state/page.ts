/** Rows read from the journal in one go; enough that the reading costs little beside the rows themselves. */
export const pageRows = 256

/** Bytes after which a page ends early: the one page a journal keeps in memory is this and one event at most. */
export const pageBytes = 1024 * 1024

/** Whether a page ends here. A page that is not full reached the end of the journal. */
export const isFull = (rows: number, bytes: number): boolean => rows >= pageRows || bytes >= pageBytes
