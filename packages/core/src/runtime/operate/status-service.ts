import type { AdminService } from '../admin.ts'
import type { Status } from './status.ts'

/** Where a running relay tells how it is. */
export const statusPath = '/status'

/** `GET /status`: 200 with the `Status`. */
export const statusService = (status: () => Promise<Status>): AdminService => ({
  paths: [statusPath],
  answer: async (method, path) => {
    if (path !== statusPath) return undefined
    if (method !== 'GET') return { status: 405, body: { message: `Expected GET ${statusPath}, found ${method}.` } }
    return { status: 200, body: await status() }
  },
})
