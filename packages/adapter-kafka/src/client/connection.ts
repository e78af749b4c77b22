/** Who we say we are. `oauthBearer` gives a token whenever a connection is made, and again before one ends. */
export type Login =
  | {
      readonly mechanism: 'PLAIN' | 'SCRAM-SHA-256' | 'SCRAM-SHA-512'
      readonly username: string
      readonly password: string
    }
  | { readonly mechanism: 'OAUTHBEARER'; readonly token: string | (() => Promise<string>) }

/** PEM texts. */
export interface Tls {
  /** Who signed the brokers' certificates. Default: those whom Node trusts. */
  readonly ca?: string | undefined
  /** Our own certificate with its chain, and its key, where brokers ask for them. */
  readonly cert?: string | undefined
  readonly key?: string | undefined
}

/** How a cluster is reached. */
export interface Connection {
  /** Some of its brokers, `host:port`: the others are learnt from them. */
  readonly brokers: readonly string[]
  /** What brokers call us in their logs and quotas. */
  readonly clientId: string
  /** Absent: no TLS. */
  readonly tls?: Tls | undefined
  readonly sasl?: Login | undefined
  /** Until a connection stands, with its login. Default: 5000. */
  readonly connectTimeoutMs?: number | undefined
  /** Until a broker has answered, beside what it is asked to wait. Default: 10000. */
  readonly requestTimeoutMs?: number | undefined
  /** After so long we look again which topics, partitions and leaders there are. Default: 10000. */
  readonly metadataMaxAgeMs?: number | undefined
}

export const defaultRequestTimeoutMs = 10_000
export const defaultMetadataMaxAgeMs = 10_000
