import { once } from 'node:events'
import { createServer } from 'node:net'
import { paint, say, type Stage } from './stage.ts'

const isFree = async (port: number): Promise<boolean> => {
  const server = createServer()
  try {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    server.close()
    await once(server, 'close')
    return true
  } catch {
    return false
  }
}

const prefer = async (port: number, what: string, stage: Stage): Promise<number> => {
  if (await isFree(port)) return port
  say(stage, paint(stage, 'red', `Port ${port} is taken: ${what} takes another.`))
  return 0
}

/** The ports that documentation names, or any free one (0) where somebody else has it, and then says so. */
export const preferredPorts = {
  relay: (stage: Stage): Promise<number> => prefer(8080, 'the tracking API', stage),
  sandbox: (stage: Stage): Promise<number> => prefer(4010, 'the sandbox', stage),
  admin: (stage: Stage): Promise<number> => prefer(9464, 'the admin port', stage),
} as const
