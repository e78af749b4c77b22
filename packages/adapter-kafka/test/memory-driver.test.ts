import { describeDriver } from './driver-contract.ts'
import { memoryUnderTest } from './support/memory-under-test.ts'

describeDriver('the cluster in memory', async () => memoryUnderTest())
