import { isLeft, left, type Either } from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { SendFailure } from '../contracts/failure.ts'
import type { Call } from './call.ts'
import { judge, type Taken } from './judge.ts'
import type { NotProcessed } from './not-processed.ts'
import type { Target } from './request.ts'

/** One attempt at one body. `stop` aborts it. Never rejects. */
export type SendBody<Body> = (body: Body, stop: AbortSignal) => TaskEither<SendFailure, Taken>

/** Sends bodies to an address of the API. */
export const createSendBody =
  <Body>(target: Target, call: Call, notProcessed: readonly NotProcessed[], now: () => number): SendBody<Body> =>
  (body, stop) =>
  async (): Promise<Either<SendFailure, Taken>> => {
    const written = writtenOf(body)
    if (written === undefined) return left(unwritable)
    const replied = await call(target, written, stop)
    return isLeft(replied) ? replied : judge(replied.right, notProcessed, now())
  }

/** The codecs leave nothing for JSON to refuse; a body that did not go through one may be anything. */
const writtenOf = (body: unknown): string | undefined => {
  try {
    return JSON.stringify(body)
  } catch {
    return undefined
  }
}

const unwritable: SendFailure = {
  _tag: 'SendFailure',
  fate: 'refused',
  message: 'not sent: the body cannot be written as JSON',
}
