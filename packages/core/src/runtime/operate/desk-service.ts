import { isLeft } from 'fp-ts/lib/Either.js'
import { faultsOf } from '../../contracts/faults-of.ts'
import { describeFault } from '../../contracts/failure.ts'
import type { AdminService } from '../admin.ts'
import type { Desk } from './desk.ts'
import { DeskRequest } from './desk-request.ts'

/** Where the desk of a running relay is asked. */
export const deskPath = '/desk'

/** `POST /desk` with a `DeskRequest`: 200 with the `DeskReport`, 400 with what is wrong with the request. */
export const deskService = (desk: Desk): AdminService => ({
  paths: [`POST ${deskPath}`],
  answer: async (method, path, body) => {
    if (path !== deskPath) return undefined
    if (method !== 'POST') return { status: 405, body: { message: `Expected POST ${deskPath}, found ${method}.` } }
    const request = DeskRequest.decode(body)
    if (isLeft(request)) return { status: 400, body: { message: faultsOf(request.left).map(describeFault).join('; ') } }
    return { status: 200, body: await desk.carryOut(request.right) }
  },
})
