import type { Stamp } from '@vouchrelay/core'

/** `shop/MESSAGE-ID/order in metadata.vouchrelay_id`. */
export const stampText = ({ in: place, text }: Stamp): string => `${text} in ${place}`
