import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/** Below the ports that the system hands out for outgoing connections: one of those could take a port before the broker does. */
const lowest = 20_000
const beyond = 32_000

/** Ports of this machine on which nobody listens. */
export const freePorts = async (count: number): Promise<readonly number[]> => {
  const ports = new Set<number>()
  while (ports.size < count) {
    const port = randomInt(lowest, beyond)
    if (await isFree(port)) ports.add(port)
  }
  return [...ports]
}

const isFree = async (port: number): Promise<boolean> => {
  const server = createServer()
  const { promise, resolve } = Promise.withResolvers<boolean>()
  server.once('error', () => resolve(false))
  server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  return promise
}
