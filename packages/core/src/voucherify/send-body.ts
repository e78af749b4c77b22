import { isLeft, left, type Either } from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { SendFailure } from '../contracts/failure.ts'
import type { HttpReply } from '../delivery/http.ts'
import type { Call } from './call.ts'
import type { Target } from './request.ts'

/** One attempt at one body; `text`: the same as JSON, where it is at hand. `stop` aborts it. Never rejects. */
export type SendBody<Body, Answer> = (body: Body, stop: AbortSignal, text?: string) => TaskEither<SendFailure, Answer>

/** Sends bodies to an address of the API. `read` says what a reply means. */
export const createSendBody =
  <Body, Answer>(
    target: Target,
    call: Call,
    read: (reply: HttpReply) => Either<SendFailure, Answer>,
  ): SendBody<Body, Answer> =>
  (body, stop, text) =>
  async (): Promise<Either<SendFailure, Answer>> => {
    const written = text ?? writtenOf(body)
    if (written === undefined) return left(unwritable)
    const replied = await call(target, written, stop)
    return isLeft(replied) ? replied : read(replied.right)
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
