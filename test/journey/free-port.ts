import { once } from 'node:events'
import { createServer } from 'node:net'

/**
 * A port that is free now and stays so between two starts of a relay: it lies below the ports from which systems take those
 * of outgoing connections (Linux: from 32768).
 */
export const freePort = async (): Promise<number> => {
  for (;;) {
    const port = 12_000 + Math.floor(Math.random() * 20_000)
    const server = createServer().listen(port, '127.0.0.1')
    const isFree = await once(server, 'listening').then(
      () => true,
      () => false,
    )
    if (!isFree) continue
    server.close()
    await once(server, 'close')
    return port
  }
}
