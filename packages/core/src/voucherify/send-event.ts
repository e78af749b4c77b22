import { isLeft, left, type Either } from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { SendFailure } from '../contracts/failure.ts'
import type { Transport } from '../delivery/http.ts'
import type { EventBody } from './bodies/event.ts'
import { judge, judgeLost, type Taken } from './judge.ts'
import { eventRequest } from './request.ts'
import type { VoucherifySettings } from './settings.ts'

/** One attempt at one event. `stop` aborts it. Never rejects. */
export type SendEvent = (body: EventBody, stop: AbortSignal) => TaskEither<SendFailure, Taken>

/** Sends events with these settings; the request's head is built once. */
export const createSendEvent = (settings: VoucherifySettings, transport: Transport, now: () => number): SendEvent => {
  const head = eventRequest(settings)
  return (body, stop) => async (): Promise<Either<SendFailure, Taken>> => {
    const exchanged = await transport.exchange({ ...head, body: JSON.stringify(body) }, stop)()
    return isLeft(exchanged) ? left(judgeLost(exchanged.left)) : judge(exchanged.right, settings.notProcessed, now())
  }
}
