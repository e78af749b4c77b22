import { isLeft, left, right, type Either } from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import {
  closed,
  defaulted,
  definePlugin,
  described,
  gotTransport,
  HttpUrl,
  required,
  SecretText,
  whole,
} from '@vouchrelay/core'
import type { BodyKind, Destination, Fate, HttpReply, Receipt, SendFailure, Transport } from '@vouchrelay/core'

const Settings = closed('the settings of the destination webhook', {
  url: required(HttpUrl, {
    summary: 'Where bodies are posted to, as JSON.',
    example: 'https://crm.example.com/events',
  }),
  token: required(SecretText, { summary: 'Sent as a bearer token.', secret: true }),
  timeoutMs: defaulted(whole(1, 180_000), 10_000, { summary: 'How long one request may take.', unit: 'milliseconds' }),
  inFlight: defaulted(whole(1, 1_000), 16, { summary: 'Requests under way at once.', unit: 'requests' }),
})

type Settings = typeof Settings._A

/** Whom a body concerns: its bodies are sent one after the other. */
const customerOf = (mapped: unknown): string | undefined => {
  if (typeof mapped !== 'object' || mapped === null || !('customer' in mapped)) return undefined
  return typeof mapped.customer === 'string' && mapped.customer !== '' ? mapped.customer : undefined
}

const Body = described('an object with a text as customer', { type: 'object', required: ['customer'] }, (u) =>
  customerOf(u) === undefined ? undefined : u,
)

/** The key of each body makes a second attempt at it harmless: whoever is in doubt may send again. */
const bodies: Readonly<Record<string, BodyKind<unknown>>> = {
  event: { codec: Body, identity: customerOf, doubtful: 'harmless' },
}

/** What an answer says of the body. Who only guesses that nothing was done with it says `in-doubt`. */
const fateOf = ({ status, headers }: HttpReply): Fate => {
  if (status === 429) return 'throttled'
  if (status === 503 && headers['retry-after'] !== undefined) return 'unavailable'
  if (status === 408 || status >= 500) return 'in-doubt'
  return status < 400 || [401, 402, 403, 405, 407].includes(status) ? 'misconfigured' : 'refused'
}

const judge = (reply: HttpReply): Either<SendFailure, Receipt> => {
  const { status, headers } = reply
  if (status >= 200 && status < 300) return right({ status })
  const fate = fateOf(reply)
  const seconds = Number(headers['retry-after'])
  return left({
    _tag: 'SendFailure',
    fate,
    doubt: fate === 'in-doubt' ? 'status' : undefined,
    status,
    waitMs: seconds >= 0 ? seconds * 1_000 : undefined,
    message: `answered ${status}`,
  })
}

/** Why nobody knows what became of a request that was written. */
const doubts = { timeout: 'timeout', reset: 'reset', aborted: 'stopped', unreadable: 'answer' } as const

const destinationOf = ({ url, token, timeoutMs, inFlight }: Settings, transport: Transport): Destination<unknown> => ({
  bodies,
  limits: { inFlight },
  send: ({ source, messageId, route, body }, stop) => {
    const headers = {
      'content-type': 'application/json',
      authorization: `Bearer ${token.reveal()}`,
      // The same each time it is sent: whoever keeps it knows a second attempt from a second event.
      'idempotency-key': Buffer.from(JSON.stringify([source, messageId, route])).toString('base64url'),
    }
    const request = { method: 'POST' as const, url, headers, body: JSON.stringify(body), timeoutMs }
    return async () => {
      const exchanged = await transport.exchange(request, stop)()
      if (!isLeft(exchanged)) return judge(exchanged.right)
      const { written, cause, message } = exchanged.left
      if (!written) return left({ _tag: 'SendFailure', fate: 'unavailable', message })
      return left({ _tag: 'SendFailure', fate: 'in-doubt', doubt: doubts[cause], message })
    }
  },
})

const webhook = definePlugin({
  kind: 'destination',
  name: 'webhook',
  summary: 'Posts each body as JSON to an address, with a key that tells a repetition.',
  status: 'beta',
  config: Settings,
  examples: [{ title: 'An address', config: { url: 'https://crm.example.com/events', token: '${WEBHOOK_TOKEN}' } }],
  pure: () => ({ bodies }),
  create: (settings, { name, onClose }) => {
    if (!/^[\x21-\x7e]+$/.test(settings.token.reveal())) {
      return TE.left({ _tag: 'StartFailure', part: name, message: 'token has a character that no header can carry' })
    }
    const transport = gotTransport({ inFlight: settings.inFlight })
    onClose(transport.close)
    return TE.right(destinationOf(settings, transport))
  },
})

/** What a settings file gets that names this package. */
export const plugins = [webhook]
