import type { BaseOptions } from '@platformatic/kafka'
import { defaultRequestTimeoutMs, type Connection, type Tls } from './connection.ts'

/** What the library takes. It repeats nothing by itself: who asks knows better whether to ask again. */
export const optionsOf = (connection: Connection): BaseOptions => {
  const {
    brokers,
    clientId,
    tls,
    sasl,
    connectTimeoutMs = 5000,
    requestTimeoutMs = defaultRequestTimeoutMs,
  } = connection
  return {
    clientId,
    bootstrapBrokers: [...brokers],
    connectTimeout: connectTimeoutMs,
    requestTimeout: requestTimeoutMs,
    retries: 0,
    ...(tls === undefined ? {} : { tls: withoutGaps(tls) }),
    ...(sasl === undefined ? {} : { sasl: { ...sasl } }),
  }
}

const withoutGaps = ({ ca, cert, key }: Tls) => ({
  ...(ca === undefined ? {} : { ca }),
  ...(cert === undefined ? {} : { cert }),
  ...(key === undefined ? {} : { key }),
})
