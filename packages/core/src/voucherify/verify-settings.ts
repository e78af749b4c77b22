import type * as t from 'io-ts'
import { closed } from '../settings/closed.ts'
import { defaulted } from '../settings/field.ts'
import { Text, whole } from '../settings/values.ts'

/** How an event in doubt is looked for at Voucherify. */
export const VerifySettings = closed('how events in doubt are looked for', {
  metadataKey: defaulted(Text, 'vouchrelay_id', {
    summary:
      'Where in the metadata of an event its mark stands, by which it is found again. What a mapping makes there gives way. ' +
      'A project that takes only defined metadata must have it as a text in its event schemas.',
  }),
  patienceSeconds: defaulted(whole(0, 3600), 180, {
    summary: 'How long after an attempt Voucherify may still be working on it. It closes a connection after 3 minutes.',
    unit: 'seconds',
  }),
  activityDelaySeconds: defaulted(whole(0, 3600), 60, {
    summary:
      "How long an event may take to appear in its customer's activity. An event that is not there when both times have " +
      'passed is sent again.',
    unit: 'seconds',
  }),
})

export type VerifySettings = t.TypeOf<typeof VerifySettings>
