import { startSandbox, type Sandbox } from '@vouchrelay/sandbox'
import { describeDestination } from '../../src/testing/describe-contract.ts'
import type { DestinationHarness } from '../../src/testing/destination/destination-harness.ts'
import { voucherify } from '../../src/voucherify/plugin.ts'

const event = { event: 'order_completed', customer: { source_id: 'user-1' }, loyalty: { code: 'L-1' } }

const harness: DestinationHarness<Sandbox> = {
  plugin: voucherify,
  bodies: { event, customer: { source_id: 'user-1', email: 'ada@example.com' } },
  open: () => startSandbox({ clientCallsPer5s: 0 }),
  settings: ({ url, settings: { applicationId, secretKey } }) => ({ baseUrl: url, applicationId, secretKey }),
  attempts: ({ requests }) => requests,
  troubles: {
    refused: ({ script }) => script([{ status: 400 }]),
    throttled: ({ script }) => script([{ status: 429, headers: { 'retry-after': '1' } }]),
    unavailable: ({ script }) => script([{ status: 503, headers: { 'retry-after': '1' } }]),
    'in-doubt': ({ script }) => script([{ reset: 'after-storing' }]),
    misconfigured: ({ script }) => script([{ status: 401 }]),
  },
  hang: ({ script }) => script([{ hang: 60_000, after: 'after-storing' }]),
  verifiable: ['event'],
  probes: true,
  failRead: ({ script }) => script([{ status: 500, match: { call: 'GET *' } }]),
  kept: ({ events, customers }) => ({ events: events(), customers: customers() }),
  secrets: ['sandbox-secret-key', 'sandbox-client-secret'],
}

for (const transport of ['got', 'undici']) {
  const { settings } = harness
  describe(`with the keys of a server, by ${transport}`, () =>
    describeDestination({ ...harness, settings: (sandbox) => ({ ...settings(sandbox), transport }) }))
}

describe('with a token', () =>
  describeDestination({
    ...harness,
    settings: ({ url, settings: { applicationId, secretKey } }) => ({
      baseUrl: url,
      oauth: { applicationId, secretKey },
    }),
    // The first call of each is the token's.
    attempts: ({ requests, tokens }) => requests - tokens().generated,
    troubles: { ...harness.troubles, misconfigured: ({ script }) => script([{ status: 403 }]) },
  }))

describe('with a token that is for events alone', () => {
  const { failRead: _, ...others } = harness
  describeDestination({
    ...others,
    bodies: { event },
    verifiable: [],
    settings: ({ url, settings: { applicationId, secretKey } }) => ({
      baseUrl: url,
      oauth: { applicationId, secretKey, scopes: ['events'] },
    }),
    attempts: ({ requests, tokens }) => requests - tokens().generated,
    troubles: { ...harness.troubles, misconfigured: ({ script }) => script([{ status: 403 }]) },
  })
})

describe('with the keys of a shop', () => {
  const { failRead: _, ...others } = harness
  describeDestination({
    ...others,
    bodies: { event },
    verifiable: [],
    settings: ({ url, settings: { clientApplicationId, clientSecretKey } }) => ({
      side: 'client',
      baseUrl: url,
      clientApplicationId,
      clientSecretKey,
      origin: 'shop.example.com',
    }),
  })
})
