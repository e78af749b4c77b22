import { gotTransport, type OwnedTransport, type TransportSettings } from './http.ts'

/** The transports there are, the usual one first. */
export const transportNames = ['got', 'undici'] as const

export type TransportName = (typeof transportNames)[number]

/** A transport by its name. undici is loaded only where it is wanted: it takes 40 ms and 13 MB. */
export const openTransport = async (name: TransportName, settings: TransportSettings): Promise<OwnedTransport> =>
  name === 'got' ? gotTransport(settings) : (await import('./undici.ts')).undiciTransport(settings)

/** The same at once: its first requests wait until it is loaded. */
export const openTransportLater = (name: TransportName, settings: TransportSettings): OwnedTransport => {
  if (name === 'got') return gotTransport(settings)
  const opened = openTransport(name, settings)
  return {
    exchange: (request, stop) => async () => (await opened).exchange(request, stop)(),
    close: async () => (await opened).close(),
  }
}
