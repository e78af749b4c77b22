import type { ContractCase } from '../contract-case.ts'
import { pluginCases } from '../plugin-cases.ts'
import { decodeCases } from './decode-cases.ts'
import { deliveryCases } from './delivery-cases.ts'
import { settleCases } from './settle-cases.ts'
import type { SourceHarness } from './source-harness.ts'
import { unreadCases } from './unread-cases.ts'

/** Everything that `Source`, `Delivery` and `Plugin` promise of a source, as far as it can be seen from outside. */
export const sourceCases = (harness: SourceHarness): readonly ContractCase[] => [
  ...pluginCases(harness.plugin),
  ...deliveryCases(harness),
  ...settleCases(harness),
  ...decodeCases(harness),
  ...unreadCases(harness),
]
