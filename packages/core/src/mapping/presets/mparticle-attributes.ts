import { definePlugin } from '../../contracts/plugin.ts'
import { codesFrom } from './codes-from.ts'
import { firstOf } from './first-of.ts'

const codes = ['vf_referral_code', 'vf_referral_referrer_id', 'vf_loyalty_code']

/** What Voucherify documents for mParticle's custom attributes (docs.voucherify.io, page *mParticle*). */
export const mparticleAttributesPreset = definePlugin({
  kind: 'preset',
  name: 'mparticle-attributes',
  summary:
    "An event of each track call, with mParticle's custom attributes for Voucherify among its properties: " +
    '`vf_referral_code`, `vf_referral_referrer_id` and `vf_loyalty_code` become the codes of the event. The other ' +
    'attributes become metadata, made flat, without lists. mParticle sends texts alone: lay `{"@number": …}` over a member ' +
    'of `metadata` that is a number. The customer is the `userId`, and the email of `context.traits` where there is none; ' +
    'lay another order over `customer.source_id`.',
  routes: [
    {
      name: 'event',
      when: 'type = "track"',
      body: {
        event: '$.event',
        customer: { source_id: firstOf('$.userId', '$.context.traits.email'), email: '$.context.traits.email' },
        ...codesFrom({
          referralCode: '$.properties.vf_referral_code',
          referrerId: '$.properties.vf_referral_referrer_id',
          loyaltyCode: '$.properties.vf_loyalty_code',
        }),
        metadata: { '@metadata': { of: '$.properties', omit: codes, lists: 'omit' } },
      },
      examples: [
        {
          title: 'A referral, and other attributes',
          event: {
            type: 'track',
            userId: 'user-1',
            event: 'signup',
            properties: { vf_referral_code: 'FRIEND-1', vf_referral_referrer_id: 'user-9', total_amount: '500' },
          },
          expect: {
            body: {
              event: 'signup',
              customer: { source_id: 'user-1' },
              referral: { code: 'FRIEND-1', referrer_id: 'user-9' },
              metadata: { total_amount: '500' },
            },
          },
        },
        {
          title: 'A loyalty card, and an email for an id',
          event: {
            type: 'track',
            anonymousId: 'device-1',
            event: 'order',
            properties: { vf_loyalty_code: 'L-7', vf_referral_code: '' },
            context: { traits: { email: 'ada@example.com' } },
          },
          expect: {
            body: {
              event: 'order',
              customer: { source_id: 'ada@example.com', email: 'ada@example.com' },
              loyalty: { code: 'L-7' },
            },
          },
        },
        {
          title: 'Nobody who is known',
          event: { type: 'track', anonymousId: 'device-1', event: 'order', properties: { vf_loyalty_code: 'L-7' } },
          expect: { skips: 'no identity' },
        },
        {
          title: 'A code that is no text',
          event: { type: 'track', userId: 'user-1', event: 'order', properties: { vf_loyalty_code: ['L-7'] } },
          expect: {
            fails: [
              'loyalty.code: expected a text, an exact number, true or false, found a list of 1 ($.properties.vf_loyalty_code)',
            ],
          },
        },
      ],
    },
  ],
})
