import type * as t from 'io-ts'
import { closed, defaulted, Port, Text, whole } from '@vouchrelay/core'

const MIB = 1024 * 1024

/** The listener: where it listens, and how much time and memory connections may take. */
export const Listen = closed('the settings of the listener', {
  host: defaulted(Text, '127.0.0.1', {
    summary: 'The address to listen on. `0.0.0.0` listens on every interface.',
    example: '0.0.0.0',
  }),
  port: defaulted(Port, 8080, { summary: 'The port to listen on; 0 takes any free one.' }),
  headersTimeoutMs: defaulted(whole(100, 600_000), 10_000, {
    summary: 'How long a sender may take for the head of a request.',
    unit: 'milliseconds',
  }),
  requestTimeoutMs: defaulted(whole(100, 600_000), 30_000, {
    summary: 'How long a sender may take for a whole request; then 408.',
    unit: 'milliseconds',
  }),
  keepAliveTimeoutMs: defaulted(whole(0, 3_600_000), 75_000, {
    summary: 'How long an idle connection stays open. Longer than a load balancer in front keeps its own (often 60 s).',
    unit: 'milliseconds',
  }),
  maxConnections: defaulted(whole(1, 100_000), 1000, {
    summary: 'The most connections at once; further ones are closed.',
    unit: 'connections',
  }),
  maxRequestsPerConnection: defaulted(whole(1, 1_000_000), 10_000, {
    summary: 'After so many requests a connection is closed, which lets a load balancer spread senders anew.',
    unit: 'requests',
  }),
  maxPendingBytes: defaulted(whole(MIB, 16_384 * MIB), 64 * MIB, {
    summary: 'The most bytes of bodies held at once, gzip counted at its worst; beyond, 429 before a body is read.',
    unit: 'bytes',
  }),
  retryAfterSeconds: defaulted(whole(1, 300), 10, {
    summary: 'What `Retry-After` says with 429 and 503.',
    unit: 'seconds',
  }),
})

export type Listen = t.TypeOf<typeof Listen>
