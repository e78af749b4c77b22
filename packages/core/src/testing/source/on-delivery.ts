import type { Delivery } from '../../contracts/delivery.ts'
import type { Source } from '../../contracts/source.ts'
import type { ContractCase } from '../contract-case.ts'
import { samplesOf } from './samples.ts'
import type { SourceHarness } from './source-harness.ts'
import { withSource } from './with-source.ts'

/** A case that needs a source and one delivery of it. */
export const onDelivery =
  (harness: SourceHarness) =>
  (title: string, use: (source: Source, delivery: Delivery) => void): ContractCase => ({
    title,
    run: () =>
      withSource(harness, async ({ source, put, read }) => {
        await put(samplesOf('a1'))
        use(source, (await read().take()).delivery)
      }),
  })
