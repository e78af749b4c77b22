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
  secrets: ['sandbox-secret-key', 'sandbox-client-secret'],
}

describe('with the keys of a server', () => describeDestination(harness))

describe('with the keys of a shop', () =>
  describeDestination({
    ...harness,
    bodies: { event },
    settings: ({ url, settings: { clientApplicationId, clientSecretKey } }) => ({
      side: 'client',
      baseUrl: url,
      clientApplicationId,
      clientSecretKey,
      origin: 'shop.example.com',
    }),
  }))
