import { isLeft } from 'fp-ts/lib/Either.js'
import { describeFault } from '../../contracts/failure.ts'
import { faultsOf } from '../../contracts/faults-of.ts'
import type { AdminAnswer, AdminService } from '../admin.ts'
import { ReplayRequest } from './replay-request.ts'
import type { ReplayRefusal } from './replay-refusal.ts'
import type { Replays } from './replays.ts'

const statusOf = { unreadable: 400, 'no source': 400, done: 409, state: 503 } as const satisfies Readonly<
  Record<ReplayRefusal['because'], number>
>

const unknown: AdminAnswer = { status: 404, body: { message: 'There is no such replay.' } }
const notAllowed: AdminAnswer = { status: 405, body: { message: 'Another method is meant for this path.' } }

/**
 * Replays over the admin port: `POST /replays` begins one (`ReplayRequest`), `GET /replays` lists them, `GET /replays/<run>`
 * tells how far one is, `POST /replays/<run>/pause` pauses it. Answers are `ReplayProgress`, refusals `{ message }`.
 */
export const replayService = (replays: Replays): AdminService => ({
  paths: ['/replays', 'POST /replays', '/replays/<run>', 'POST /replays/<run>/pause'],
  answer: async (method, path, body) => {
    const [first, run, verb, ...rest] = path.split('/').slice(1)
    if (first !== 'replays' || rest.length > 0) return undefined
    if (run === undefined) {
      if (method === 'GET') return { status: 200, body: { replays: replays.list() } }
      return method === 'POST' ? begin(replays, body) : notAllowed
    }
    const found = replays.find(run)
    if (found === undefined || (verb !== undefined && verb !== 'pause')) return unknown
    if (method !== (verb === undefined ? 'GET' : 'POST')) return notAllowed
    if (verb === 'pause') found.pause()
    return { status: 200, body: found.progress() }
  },
})

const begin = async (replays: Replays, body: unknown): Promise<AdminAnswer> => {
  const request = ReplayRequest.decode(body)
  if (isLeft(request)) return { status: 400, body: { message: faultsOf(request.left).map(describeFault).join('; ') } }
  const begun = await replays.begin(request.right)
  if (isLeft(begun)) return { status: statusOf[begun.left.because], body: { message: begun.left.message } }
  return { status: 200, body: begun.right }
}
