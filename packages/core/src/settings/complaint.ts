import { describeFault, type Fault } from '../contracts/failure.ts'

/** A fault of a settings file, with its place in it. */
export interface Complaint extends Fault {
  readonly file: string
  /** 1-based; absent where the fault has no place in the text. */
  readonly line?: number | undefined
  readonly column?: number | undefined
}

/** `relay.yaml:12:5 routes[0].when: expected …, found …`. */
export const describeComplaint = (complaint: Complaint): string => {
  const place = complaint.line === undefined ? '' : `:${complaint.line}:${complaint.column ?? 1}`
  const { path, expected, found } = complaint
  return path === ''
    ? `${complaint.file}${place}: expected ${expected}, found ${found}`
    : `${complaint.file}${place} ${describeFault(complaint)}`
}
