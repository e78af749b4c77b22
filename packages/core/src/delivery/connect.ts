import { connect as connectTcp, isIP, type Socket } from 'node:net'
import { connect as connectTls, type TLSSocket } from 'node:tls'

/** One end of a connection to be made. */
export interface Address {
  readonly isSecure: boolean
  readonly hostname: string
  readonly port: number
}

/**
 * Makes connections to one address, each told when it can carry a request: connected, and behind its TLS handshake. The TLS session of
 * one is offered by the next. A connection can be destroyed at any time, before it is made too, and then `ready` hears of it.
 */
export const createConnect = ({ isSecure, hostname, port }: Address) => {
  let session: Buffer | undefined
  const secure = (): TLSSocket =>
    connectTls({
      host: hostname,
      port,
      // An address is no name, and a server is not asked for one (RFC 6066, section 3).
      ...(isIP(hostname) === 0 ? { servername: hostname } : {}),
      ...(session === undefined ? {} : { session }),
    }).on('session', (ticket: Buffer) => (session = ticket))

  return (ready: (...made: [null, Socket] | [Error, null]) => void): Socket => {
    const socket = isSecure ? secure() : connectTcp({ host: hostname, port })
    let isTold = false
    const tell: typeof ready = (...made) => {
      if (!isTold) ready(...made)
      isTold = true
    }
    return socket
      .setNoDelay(true)
      .setKeepAlive(true, keepAliveMs)
      .once(isSecure ? 'secureConnect' : 'connect', () => tell(null, socket))
      .on('error', (error: Error) => tell(error, null))
  }
}

/** When the system begins to ask whether the other side is still there; what got's agent does by its own default. */
const keepAliveMs = 60_000
