export type { ContractCase } from './contract-case.ts'
export { describeDestination, describeDirective, describeSource, type Runner } from './describe-contract.ts'
export { destinationCases } from './destination/destination-cases.ts'
export type { DestinationHarness } from './destination/destination-harness.ts'
export { directiveCases } from './directive/directive-cases.ts'
export { manualClock, type ManualClock } from './manual-clock.ts'
export {
  memoryDestination,
  type Answer,
  type MemoryBody,
  type MemoryDestination,
  type MemoryTraits,
} from './memory-destination.ts'
export { memorySource, type MemoryEvent, type MemorySource } from './memory-source.ts'
export { sourceCases } from './source/source-cases.ts'
export type { Sample, SourceHarness } from './source/source-harness.ts'
export { testResources, type LogLine, type TestResources, type TestSurroundings } from './test-resources.ts'
