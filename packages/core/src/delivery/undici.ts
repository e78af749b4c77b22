import type { Socket } from 'node:net'
import { left, type Either } from 'fp-ts/lib/Either.js'
import { Client } from 'undici'
import { createConnect } from './connect.ts'
import { Exchange, type Line } from './exchange.ts'
import { idleMs, usualReplyBytes } from './http.ts'
import type { HttpReply, OwnedTransport, TransportFailure, TransportSettings } from './http.ts'
import { lost, wasAborted, wasClosed } from './lost.ts'
import { createPlaces, type Places } from './places.ts'

/** Where requests of one origin go. */
interface Host {
  readonly isSecure: boolean
  readonly lines: Places<Line, Exchange>
}

/** An address, taken apart. */
interface Target {
  readonly url: string
  readonly origin: string
  readonly path: string
}

/**
 * The transport on undici, for quotas beyond what got can carry: an eighth of its work for one request. The one file that knows
 * undici.
 *
 * Each connection is a client of its own that has one request at a time: nothing waits inside of it, and nothing is sent again.
 */
export const undiciTransport = ({ inFlight, maxReplyBytes = usualReplyBytes }: TransportSettings): OwnedTransport => {
  const hosts = new Map<string, Host>()
  const watched = new WeakSet<AbortSignal>()
  let isClosed = false
  /** What was called last: one address is called again and again. */
  let last: Target | undefined

  const hostOf = (origin: string): Host => {
    const known = hosts.get(origin)
    if (known !== undefined) return known
    const lines = createPlaces<Line, Exchange>(inFlight, () => openLine(origin))
    const host = { isSecure: origin.startsWith('https:'), lines }
    hosts.set(origin, host)
    return host
  }
  const underWay = (): readonly Exchange[] => [...hosts.values()].flatMap(({ lines }) => lines.guests())
  const watch = (stop: AbortSignal): void => {
    watched.add(stop)
    const abort = (): void => {
      for (const exchange of underWay()) if (exchange.stop === stop) exchange.lose(wasAborted)
    }
    stop.addEventListener('abort', abort, { once: true })
  }

  const exchange: OwnedTransport['exchange'] = (request, stop) => () =>
    new Promise<Either<TransportFailure, HttpReply>>((resolve) => {
      if (stop.aborted) return resolve(left(wasAborted(false)))
      if (isClosed) return resolve(left(wasClosed(false)))
      last = last?.url === request.url ? last : targetOf(request.url)
      if (last === undefined) return resolve(left(lost(false, 'reset', 'the address is no URL')))
      // One listener for a signal, not for a request: it would cost more than the timer and the promise together.
      if (!watched.has(stop)) watch(stop)
      const { lines, isSecure } = hostOf(last.origin)
      lines.enter(new Exchange({ request, path: last.path, stop, lines, isSecure, maxReplyBytes }, resolve))
    })

  const close = async (): Promise<void> => {
    isClosed = true
    const all = underWay()
    for (const { lines } of hosts.values()) lines.close()
    for (const exchange of all) exchange.lose(wasClosed)
    const lines = [...hosts.values()].flatMap(({ lines }) => lines.opened())
    await Promise.all(lines.map((line) => line.close()))
  }
  return { exchange, close }
}

const targetOf = (url: string): Target | undefined => {
  const parsed = URL.parse(url)
  return parsed === null ? undefined : { url, origin: parsed.origin, path: `${parsed.pathname}${parsed.search}` }
}

const openLine = (origin: string): Line => {
  const { protocol, hostname, port } = new URL(origin)
  const isSecure = protocol === 'https:'
  const connect = createConnect({
    isSecure,
    // An address of IPv6 stands in brackets in a URL, and nowhere else.
    hostname: hostname.replace(/^\[(.*)\]$/, '$1'),
    port: port === '' ? (isSecure ? 443 : 80) : Number(port),
  })
  let socket: Socket | undefined
  let isConnecting = false
  const client = new Client(origin, {
    connect: (_, ready) => {
      isConnecting = true
      socket = connect((...made) => {
        isConnecting = false
        ready(...made)
      })
    },
    pipelining: 1,
    keepAliveTimeout: idleMs,
    keepAliveMaxTimeout: idleMs,
    // A request has one time for all of it, and keeps it itself.
    headersTimeout: 0,
    bodyTimeout: 0,
  })
  return {
    socket: () => socket,
    dispatch: (options, handler) => void client.dispatch(options, handler),
    abandon: () => {
      if (isConnecting) socket?.destroy(new Error('given up'))
    },
    close: () => client.destroy(),
  }
}
