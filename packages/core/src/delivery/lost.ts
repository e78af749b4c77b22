import type { LossCause, TransportFailure } from './http.ts'

/** A request whose reply was lost. */
export const lost = (written: boolean, cause: LossCause, message: string): TransportFailure => ({
  _tag: 'TransportFailure',
  written,
  cause,
  message,
})

export const wasAborted = (written: boolean): TransportFailure => lost(written, 'aborted', 'the request was aborted')

export const wasClosed = (written: boolean): TransportFailure => lost(written, 'aborted', 'the transport was closed')

export const tooSlow = (written: boolean, timeoutMs: number): TransportFailure =>
  lost(written, 'timeout', `it took longer than ${timeoutMs} ms`)

export const tooLong = (maxReplyBytes: number): TransportFailure =>
  lost(true, 'unreadable', `the reply is longer than ${maxReplyBytes} bytes`)
