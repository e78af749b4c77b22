import type { Either } from 'fp-ts/lib/Either.js'
import type { StateFailure } from '../contracts/failure.ts'
import type { Batch, Operation, Reply, Result, Value } from './messages.ts'
import { createPacker, createUnpacker, type Packed } from './packing.ts'
import { isWrite, statements } from './statements.ts'

/** Why a submission was not written. `isRefused`: an operation of it is wrong, and trying again cannot help. */
export interface Unwritten extends StateFailure {
  readonly isRefused?: true
}

/** What became of a submission: one result for each of its operations. */
export type Done = Either<Unwritten, readonly Result[]>

/**
 * Operations that belong together: they share one commit, or none of them happens.
 *
 * `at once`: somebody waits for it. `soon`: it may linger to share a commit with others.
 */
export interface Submission {
  readonly operations: readonly Operation[]
  readonly when: 'at once' | 'soon'
  /** Called once, in the order of submission. Must not throw. */
  readonly done: (result: Done) => void
}

/** A batch ends after this many submissions, so that the first of them is not held up by the last. */
const mostSubmissions = 512

/** A batch ends after this many bytes, for the same reason and to bound the copy that crosses over to the thread. */
const mostBytes = 4 * 1024 * 1024

/** How many submissions from the front of the queue go into one batch; at least one. */
export const batchLength = (queue: readonly Submission[]): number => {
  let bytes = 0
  const last = queue.findIndex(({ operations }, i) => {
    for (const { values } of operations) for (const value of values) bytes += sizeOf(value)
    return i + 1 === mostSubmissions || bytes >= mostBytes
  })
  return last === -1 ? queue.length : last + 1
}

const sizeOf = (value: Value): number => (typeof value === 'object' && value !== null ? value.byteLength : 0)

/** Whether any of a submission's operations writes. */
export const writes = ({ operations }: Submission): boolean => operations.some(({ does }) => isWrite(statements[does]))

/** Submissions as the message that crosses over to the thread. */
export const packed = (submissions: readonly Submission[]): Batch => {
  const flat: Packed[] = []
  const packer = createPacker()
  for (const { operations } of submissions) {
    for (const { does, values } of operations) {
      flat.push(does)
      for (const value of values) flat.push(packer.pack(value))
    }
  }
  return { writes: submissions.some(writes), flat, freight: packer.freight() }
}

/** The results of a reply, in the order of their operations. */
export const unpacked = ({ results, freight }: Extract<Reply, { _tag: 'Done' }>): readonly Result[] => {
  const unpack = createUnpacker(freight)
  return results.map((result) => (typeof result === 'number' ? result : result.map(unpack)))
}

/** The submission an operation of the batch belongs to. */
export const ownerOf = (submissions: readonly Submission[], operation: number): Submission | undefined => {
  let count = 0
  return submissions.find(({ operations }) => (count += operations.length) > operation)
}
