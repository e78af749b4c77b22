import type { AnyPlugin } from '@vouchrelay/core'
import { segment } from '@vouchrelay/adapter-segment'

/** The plugins that a settings file may use beside Voucherify, which core brings itself. */
export const plugins: readonly AnyPlugin[] = [segment]
