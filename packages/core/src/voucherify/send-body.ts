import { isLeft, left, tryCatch, type Either } from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { SendFailure } from '../contracts/failure.ts'
import type { Transport } from '../delivery/http.ts'
import { judge, judgeLost, type Taken } from './judge.ts'
import { requestHead } from './request.ts'
import type { VoucherifySettings } from './settings.ts'

/** One attempt at one body. `stop` aborts it. Never rejects. */
export type SendBody<Body> = (body: Body, stop: AbortSignal) => TaskEither<SendFailure, Taken>

/** Sends bodies to a path of the API with these settings; the request's head is built once. */
export const createSendBody = <Body>(
  path: string,
  settings: VoucherifySettings,
  transport: Transport,
  now: () => number,
): SendBody<Body> => {
  const head = requestHead(settings, path)
  return (body, stop) => async (): Promise<Either<SendFailure, Taken>> => {
    const written = tryCatch(
      () => JSON.stringify(body),
      () => unwritable,
    )
    if (isLeft(written)) return written
    const exchanged = await transport.exchange({ ...head, body: written.right }, stop)()
    return isLeft(exchanged) ? left(judgeLost(exchanged.left)) : judge(exchanged.right, settings.notProcessed, now())
  }
}

/** The codecs leave nothing for JSON to refuse; a body that did not go through one may be anything. */
const unwritable: SendFailure = {
  _tag: 'SendFailure',
  fate: 'refused',
  message: 'not sent: the body cannot be written as JSON',
}
