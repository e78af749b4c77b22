import { left, right } from 'fp-ts/lib/TaskEither.js'
import { definePlugin } from '../contracts/plugin.ts'
import { gotTransport } from '../delivery/http.ts'
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
    if (unfit !== undefined) return left({ _tag: 'StartFailure', part: name, message: unfit })
    const transport = gotTransport({ inFlight: settings.inFlight })
    onClose(transport.close)
    return right(destinationOf(settings, transport, now))
  },
})
