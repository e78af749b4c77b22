import { isRight } from 'fp-ts/lib/Either.js'
import { openAdmin, type Admin, type AdminParts } from './admin.ts'

/** What the admin port says while a relay cannot start yet. */
export interface WaitingRoom {
  /** Why it has to wait; opens the port when it is told for the first time. */
  readonly tell: (why: string) => void
  /** Leaves the port to the relay. */
  readonly close: () => Promise<void>
}

/** A relay whose disk is full, say, is alive and not ready: a platform that started it again and again would mend nothing. */
export const createWaitingRoom = ({ host, port }: Pick<AdminParts, 'host' | 'port'>): WaitingRoom => {
  let reason = ''
  let opening: Promise<Admin | undefined> | undefined
  const readiness = () => ({ ready: false, ails: [`state: ${reason}`], alarms: [] })
  const open = async (): Promise<Admin | undefined> => {
    const metrics = { contentType: 'text/plain', scrape: () => Promise.resolve('') }
    // Where the port is taken, the relay says so when it starts.
    const admin = await openAdmin({ host, port, readiness, metrics })()
    return isRight(admin) ? admin.right : undefined
  }
  return {
    tell: (why) => {
      reason = why
      opening ??= open()
    },
    close: async () => {
      const admin = await opening
      await admin?.close()
    },
  }
}
