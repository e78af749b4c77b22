import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { definePlugin } from '../contracts/plugin.ts'
import { openTransport } from '../delivery/open-transport.ts'
import { destinationOf } from './destination.ts'
import { kindsOf } from './kinds.ts'
import { unfitSecret } from './request.ts'
import { VoucherifySettings } from './settings.ts'

/** The destination that tracks events and upserts customers in Voucherify: `use: voucherify`. */
export const voucherify = definePlugin({
  kind: 'destination',
  name: 'voucherify',
  summary:
    'Tracks custom events in Voucherify with the keys of a server or of a shop, and with the former upserts customers.',
  status: 'beta',
  config: VoucherifySettings,
  examples: [
    {
      title: 'a project in the United States, server side',
      config: { cluster: 'us1', applicationId: '${VOUCHERIFY_APP_ID}', secretKey: '${VOUCHERIFY_SECRET}' },
    },
    {
      title: 'a large project in Asia, by OAuth, with a part of its quota',
      config: {
        cluster: 'as1',
        oauth: {
          applicationId: '${VOUCHERIFY_APP_ID}',
          secretKey: '${VOUCHERIFY_SECRET}',
          scopes: ['events', 'customers'],
        },
        quota: { plan: 'organization', share: 0.5 },
        transport: 'undici',
      },
    },
    {
      title: 'a local sandbox',
      config: { baseUrl: 'http://127.0.0.1:4010', applicationId: 'sandbox-app-id', secretKey: 'sandbox-secret-key' },
    },
    {
      title: 'client side, with the public keys of a shop',
      config: {
        side: 'client',
        clientApplicationId: '${VOUCHERIFY_CLIENT_APP_ID}',
        clientSecretKey: '${VOUCHERIFY_CLIENT_SECRET}',
        origin: 'shop.example.com',
      },
    },
  ],
  pure: (settings) => ({ bodies: kindsOf(settings) }),
  create: (settings, { name, now, onClose }) => {
    const unfit = unfitSecret(settings)
    if (unfit !== undefined) return TE.left({ _tag: 'StartFailure', part: name, message: unfit })
    return async () => {
      const transport = await openTransport(settings.transport, { inFlight: settings.inFlight })
      onClose(transport.close)
      return E.right(destinationOf(settings, transport, now))
    }
  },
})
