import type { ContractCase } from '../contract-case.ts'
import { pluginCases } from '../plugin-cases.ts'
import { bodyCases } from './body-cases.ts'
import type { DestinationHarness } from './destination-harness.ts'
import { fateCases } from './fate-cases.ts'
import { lookUpCases } from './look-up-cases.ts'
import { probeCases } from './probe-cases.ts'
import { sendCases } from './send-cases.ts'

/** Everything that `Destination`, `BodyKind` and `Plugin` promise, as far as it can be seen from outside. */
export const destinationCases = <FarEnd extends AsyncDisposable>(
  harness: DestinationHarness<FarEnd>,
): readonly ContractCase[] => [
  ...pluginCases(harness.plugin),
  ...bodyCases(harness),
  ...sendCases(harness),
  ...fateCases(harness),
  ...lookUpCases(harness),
  ...probeCases(harness),
]
