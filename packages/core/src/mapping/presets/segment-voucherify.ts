import { definePlugin } from '../../contracts/plugin.ts'
import { customerRoutes } from './segment-voucherify/customer-routes.ts'
import { eventRoutes } from './segment-voucherify/event-routes.ts'

/**
 * The five presets of Segment's destination Voucherify (Actions): github.com/segmentio/action-destinations,
 * `packages/destination-actions/src/destinations/voucherify`. What Voucherify makes of a group behind it is not public.
 */
export const segmentVoucherifyPreset = definePlugin({
  kind: 'preset',
  name: 'segment-voucherify',
  summary:
    "What Segment's own destination Voucherify (Actions) makes: an event of each track, page and screen call, under its " +
    'own name, and a customer of each identify and group call. What that destination drops is kept: properties and traits ' +
    'that have no place of their own become metadata, made flat, the members of `metadata` under their own names. Lists ' +
    'are left out. A group becomes metadata of its customer: `group_id`, and each of its traits with `group_` before it. ' +
    'Page and screen calls are many, and each costs a call: leave them out with `except` where no campaign needs them.',
  routes: [...eventRoutes, ...customerRoutes],
})
