import type { Imported } from './imported.ts'
import { importSubscription, type Importing } from './import-subscription.ts'
import type { Subscription } from './subscription.ts'

/** Makes routes of all subscriptions of a destination, in their order, with a name each. */
export const importSubscriptions = (
  subscriptions: readonly Subscription[],
  importing: Importing,
): readonly Imported[] => {
  const imported: Imported[] = []
  for (const subscription of subscriptions) {
    const names = imported.flatMap((one) => (one._tag === 'Kept' ? [one.route.name] : []))
    imported.push(importSubscription(subscription, names, importing))
  }
  return imported
}
