import type { Stamp } from '../../contracts/destination.ts'
import type { ShipmentKey } from '../../contracts/ledger.ts'
import { doubtPolicyOf } from '../../pipeline/route.ts'
import type { RelaySettings } from '../relay-settings.ts'

/**
 * The stamp by which a shipment that was sent is found at the destination; undefined where it has none. What holds is what the
 * settings say now.
 *
 * @param shipment without `kind` it is of the one that its route makes
 */
export const findStamp = (
  { routes, destination }: Pick<RelaySettings, 'routes' | 'destination'>,
  shipment: ShipmentKey & { readonly kind: string | undefined },
): Stamp | undefined => {
  const route = routes.find(({ name }) => name === shipment.route)
  const kind = destination.pure().bodies[shipment.kind ?? route?.kind ?? '']
  const policy = route?.whenInDoubt ?? doubtPolicyOf(kind?.doubtful)
  return policy === 'verify' ? kind?.stamp?.(shipment) : undefined
}
