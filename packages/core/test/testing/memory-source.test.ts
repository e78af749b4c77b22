import type { Verdict } from '../../src/contracts/verdict.ts'
import { describeSource } from '../../src/testing/describe-contract.ts'
import { memoryLog } from './memory-log.ts'
import { rewritten } from './rewritten.ts'

describe('handing over many at a time', () => describeSource(memoryLog()))

describe('handing over one at a time', () => {
  const oneAtATime = rewritten(async function* (deliveries) {
    for await (const delivery of deliveries) {
      const settled = Promise.withResolvers<void>()
      const settle = (verdict: Verdict) => () => delivery.settle(verdict)().then(settled.resolve)
      yield { ...delivery, settle }
      await settled.promise
    }
  })
  describeSource(memoryLog(oneAtATime))
})
