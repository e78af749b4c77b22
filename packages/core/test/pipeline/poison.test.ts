import { expect } from 'chai'
import { right } from 'fp-ts/lib/Either.js'
import type { DoubtPolicy } from '../../src/contracts/policy.ts'
import { memoryLedger } from '../../src/state/memory.ts'
import { memorySource } from '../../src/testing/memory-source.ts'
import { forward } from '../../src/pipeline/forward.ts'
import { defaultForwardLimits } from '../../src/pipeline/forward-parts.ts'
import { createGate } from '../../src/pipeline/gate.ts'
import { modelledDestination, type Answer } from './modelled-destination.ts'
import { virtualTime } from './virtual-time.ts'

const customers = ['bob', 'cid', 'dan', 'eve']

/** More events of one customer than are worked on at once. */
const rounds = defaultForwardLimits.unsettled + 20

/** Of each round an event of the poisoned customer and one of each other. */
const events = Array.from({ length: rounds }, (_, round) =>
  ['poisoned', ...customers].map((customer) => ({ messageId: `${customer}-${round}`, fields: { customer } })),
).flat()

const always: Readonly<Record<string, Answer>> = {
  'answers 500': { gives: 'status', processed: undefined },
  'answers 500 and processes it': { gives: 'status', processed: 0 },
  'never answers': { gives: 'timeout', processed: undefined },
  'is unavailable': { gives: 'unavailable' },
  'refuses it': { gives: 'refused' },
}

/** How long it takes until everybody else is served, in seconds of virtual time. */
const secondsFor = async (whenInDoubt: DoubtPolicy, answer: Answer) => {
  const time = virtualTime()
  const source = memorySource('shop', events)
  const destination = modelledDestination({
    time,
    inFlight: 4,
    answer: ({ customer }) => (customer === 'poisoned' ? answer : { gives: 'ok' }),
  })
  const stop = new AbortController()
  let isOver = false
  const served = () => destination.processed.filter(({ customer }) => customer !== 'poisoned').length
  forward({
    sources: { shop: source },
    routes: [
      { name: 'all', kind: 'event', whenInDoubt, when: () => true, body: ({ customer }) => right({ customer }) },
    ],
    destination,
    ledger: memoryLedger(),
    stop: stop.signal,
    gate: createGate({ inFlight: 4, random: () => 0.5 }, stop.signal, time.scheduler),
    scheduler: time.scheduler,
    random: () => 0.5,
  }).subscribe({ complete: () => (isOver = true) })
  await time.until(() => served() === customers.length * rounds)
  const seconds = time.now() / 1_000
  stop.abort()
  await time.until(() => isOver)
  return seconds
}

describe('a customer whose every event', () => {
  for (const [fails, answer] of Object.entries(always)) {
    for (const policy of ['resend', 'verify', 'park'] as const) {
      it(`${fails} holds up nobody else for long (${policy})`, async () =>
        expect(await secondsFor(policy, answer)).to.be.below(60))
    }
  }
})
