import { expect } from 'chai'
import { left, right } from 'fp-ts/lib/Either.js'
import type { SendFailure } from '../../src/contracts/failure.ts'
import type { Ledger } from '../../src/contracts/ledger.ts'
import type { Outcome } from '../../src/contracts/outcome.ts'
import type { DoubtPolicy } from '../../src/contracts/policy.ts'
import { forward } from '../../src/pipeline/forward.ts'
import { createGate, type Gate } from '../../src/pipeline/gate.ts'
import { memoryLedger } from '../../src/state/memory.ts'
import { memorySource, type MemoryEvent } from '../../src/testing/memory-source.ts'
import { modelledDestination, type Answer, type Look } from './modelled-destination.ts'
import { virtualTime, type VirtualTime } from './virtual-time.ts'

const order: MemoryEvent = { messageId: 'm0', fields: { customer: 'ann' } }

const lost: Answer = { gives: 'timeout', processed: undefined }
const taken: Answer = { gives: 'timeout', processed: 0 }
const down: Answer = { gives: 'unavailable' }

interface Course {
  readonly policy: DoubtPolicy
  /** Of each attempt; then all are answered well. */
  readonly answers: readonly Answer[]
  readonly looks?: readonly Look[]
  /** When the relays are stopped, one after the other; the last goes on until all is done. */
  readonly stopsAtMs?: readonly number[]
  readonly budgetMs?: number
  readonly events?: readonly MemoryEvent[]
  readonly ledger?: Ledger
}

/** A gate that lets everything through at once: what it does is proved elsewhere. */
const openGate = (time: VirtualTime, stop: AbortSignal): Gate => ({
  ...createGate({ inFlight: 3 }, stop, time.scheduler),
  openMs: time.now,
  through: async (_, attempt, gone) => (stop.aborted || gone.aborted ? left({ _tag: 'Stopped' }) : attempt()),
})

/** Runs relays one after the other over the same source, ledger and destination. */
const course = async ({ policy, answers, looks = [], stopsAtMs = [], events = [order], ...some }: Course) => {
  const { budgetMs = 1e9, ledger = memoryLedger() } = some
  const time = virtualTime()
  const source = memorySource('shop', events)
  const [attemptedAt, lookedAt]: number[][] = [[], []]
  const destination = modelledDestination({
    time,
    answer: (_, attempt) => {
      attemptedAt?.push(time.now())
      return answers[attempt] ?? { gives: 'ok' }
    },
    look: (look) => {
      lookedAt?.push(time.now())
      return looks[look] ?? 'truth'
    },
  })
  const retry = { firstDelayMs: 1_000, maxDelayMs: 60_000, budgetMs }
  const failed: SendFailure['fate'][] = []
  const runs: (readonly Outcome[])[] = []
  for (const stopAtMs of [...stopsAtMs, Infinity]) {
    const stop = new AbortController()
    if (stopAtMs < Infinity) time.scheduler.schedule(() => stop.abort(), stopAtMs - time.now())
    const outcomes: Outcome[] = []
    let isOver = false
    forward({
      sources: { shop: source },
      routes: [
        {
          name: 'orders',
          kind: 'event',
          whenInDoubt: policy,
          when: () => true,
          body: ({ customer, n }) => right({ customer, n }),
        },
      ],
      destination,
      ledger,
      stop: stop.signal,
      gate: openGate(time, stop.signal),
      retry: { unavailable: retry, inDoubt: retry },
      scheduler: time.scheduler,
      random: () => 1,
      watcher: { failed: (_, { fate }) => failed.push(fate) },
    }).subscribe({ next: (outcome) => outcomes.push(outcome), complete: () => (isOver = true) })
    await time.until(() => isOver)
    runs.push(outcomes)
  }
  const ends = runs.map((outcomes) =>
    outcomes.flatMap(({ shipments }) =>
      shipments.map(({ end, doubts }) => [
        'reason' in end ? `${end._tag}: ${end.reason}` : end._tag,
        ...doubts.map((doubt) => `${doubt.cause} ${doubt.end}`),
      ]),
    ),
  )
  return { ends, runs, attemptedAt, lookedAt, failed, processed: destination.processed.length }
}

describe('a shipment in doubt', () => {
  it('is sent again after a while, and its doubt is told (resend)', async () => {
    const { ends, attemptedAt, processed } = await course({ policy: 'resend', answers: [taken] })
    expect([ends, attemptedAt, processed]).to.deep.equal([[[['Forwarded', 'timeout resent']]], [0, 1_050], 2])
  })

  it('is in doubt still where the second attempt is refused, since the first may have been processed (resend)', async () => {
    const { ends } = await course({ policy: 'resend', answers: [taken, { gives: 'refused' }] })
    expect(ends).to.deep.equal([[['Buried: in doubt', 'timeout resent']]])
  })

  it('is never sent again, and its letter says that it is in doubt (park)', async () => {
    const ledger = memoryLedger()
    const { ends, attemptedAt } = await course({ policy: 'park', answers: [lost], ledger })
    const letters = ledger
      .letters()
      .map(({ end, kind, customer }) => [end.reason, kind, customer, end.attempts.map(({ doubtEnd }) => doubtEnd)])
    expect([ends, attemptedAt, letters]).to.deep.equal([
      [[['Buried: in doubt', 'timeout parked']]],
      [0],
      [['in doubt', 'event', 'ann', ['parked']]],
    ])
  })

  it('is looked for soon, and is delivered where it is there (verify)', async () => {
    const { ends, attemptedAt, lookedAt } = await course({ policy: 'verify', answers: [taken] })
    expect([ends, attemptedAt, lookedAt]).to.deep.equal([[[['Forwarded', 'timeout found']]], [0], [10_050]])
  })

  it('is looked for again when absence shows that it was not processed, and is then sent again (verify)', async () => {
    const { ends, attemptedAt, lookedAt } = await course({ policy: 'verify', answers: [lost] })
    expect([ends, lookedAt, attemptedAt]).to.deep.equal([
      [[['Forwarded', 'timeout absent']]],
      [10_050, 30_100],
      [0, 31_150],
    ])
  })

  it('is found where it was processed late (verify)', async () => {
    const late: Answer = { gives: 'reset', processed: 20_000 }
    const { ends, attemptedAt } = await course({ policy: 'verify', answers: [late] })
    expect([ends, attemptedAt]).to.deep.equal([[[['Forwarded', 'reset found']]], [0]])
  })

  it('is looked for again where a look-up fails, less and less often (verify)', async () => {
    const looks = Array.from({ length: 8 }, (): Look => 'unavailable')
    const { ends, lookedAt } = await course({ policy: 'verify', answers: [taken], looks })
    const pauses = lookedAt?.map((at, i, all) => at - 50 - (all[i - 1] ?? 0)).slice(1)
    expect([ends, pauses]).to.deep.equal([
      [[['Forwarded', 'timeout found']]],
      [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000],
    ])
  })

  it('is parked where the look-up is refused (verify)', async () => {
    const { ends, attemptedAt } = await course({ policy: 'verify', answers: [lost], looks: ['refused'] })
    expect([ends, attemptedAt]).to.deep.equal([[[['Buried: in doubt', 'timeout parked']]], [0]])
  })

  it('is parked where it cannot be looked for until its budget is spent (verify)', async () => {
    const looks = Array.from({ length: 100 }, (): Look => 'in-doubt')
    const { ends, attemptedAt } = await course({ policy: 'verify', answers: [lost], looks, budgetMs: 120_000 })
    expect([ends, attemptedAt]).to.deep.equal([[[['Buried: in doubt', 'timeout parked']]], [0]])
  })

  it('is given back when the relay stops amid its patience, and the next run goes on (verify)', async () => {
    const { ends, attemptedAt } = await course({ policy: 'verify', answers: [taken], stopsAtMs: [5_000] })
    expect([ends, attemptedAt]).to.deep.equal([
      [[['Returned: stopping', 'timeout open']], [['Forwarded', 'timeout found']]],
      [0],
    ])
  })

  it('has a doubt that is open where the relay stops before it is sent again (resend)', async () => {
    const { ends } = await course({ policy: 'resend', answers: [lost], stopsAtMs: [500] })
    expect(ends).to.deep.equal([[['Returned: stopping', 'timeout open']], [['Forwarded', 'timeout resent']]])
  })

  it('has a doubt that is open where the relay stops before it is sent again (verify)', async () => {
    const { ends } = await course({ policy: 'verify', answers: [lost], stopsAtMs: [30_600] })
    expect(ends).to.deep.equal([[['Returned: stopping', 'timeout open']], [['Forwarded', 'timeout absent']]])
  })

  it('is buried in doubt when its budget is spent, without a resending more (resend)', async () => {
    const answers = Array.from({ length: 100 }, () => lost)
    const { ends, attemptedAt } = await course({ policy: 'resend', answers, budgetMs: 2_000 })
    expect([ends, attemptedAt?.length]).to.deep.equal([
      [[['Buried: in doubt', 'timeout resent', 'timeout resent', 'timeout parked']]],
      3,
    ])
  })

  it('is buried as exhausted when its budget is spent and it is known that it was not processed (verify)', async () => {
    const answers = Array.from({ length: 100 }, () => lost)
    const { ends, processed } = await course({ policy: 'verify', answers, budgetMs: 20_000 })
    expect([ends, processed]).to.deep.equal([[[['Buried: exhausted', 'timeout absent', 'timeout absent']]], 0])
  })

  it('is buried in doubt although only an earlier run doubted (resend)', async () => {
    const answers = [taken, ...Array.from({ length: 100 }, () => down)]
    const { ends } = await course({ policy: 'resend', answers, stopsAtMs: [1_500], budgetMs: 5_000 })
    expect(ends).to.deep.equal([[['Returned: stopping', 'timeout resent']], [['Buried: in doubt']]])
  })
})

describe('a shipment whose outcome was lost in a crash', () => {
  /** A ledger of which an attempt was begun, and nothing more is known. */
  const crashed = async (policy: DoubtPolicy) => {
    const ledger = memoryLedger()
    const shipment = {
      source: 'shop',
      deliveryId: '0',
      messageId: 'm0',
      route: 'orders',
      kind: 'event',
      customer: 'ann',
      body: {},
      whenInDoubt: policy,
      priority: 'normal',
      receivedAt: 0,
    } as const
    await ledger.claim(shipment)()
    await ledger.intend(shipment)()
    ledger.release(shipment)
    return ledger
  }

  const expected = {
    resend: { ends: [[['Forwarded', 'crash resent']]], attempts: 1, looks: 0 },
    verify: { ends: [[['Forwarded', 'crash absent']]], attempts: 1, looks: 2 },
    park: { ends: [[['Buried: in doubt', 'crash parked']]], attempts: 0, looks: 0 },
  } as const

  for (const policy of ['resend', 'verify', 'park'] as const) {
    it(`is dealt with before it is sent (${policy})`, async () => {
      const { ends, attemptedAt, lookedAt } = await course({ policy, answers: [], ledger: await crashed(policy) })
      expect({ ends, attempts: attemptedAt?.length, looks: lookedAt?.length }).to.deep.equal(expected[policy])
    })
  }
})

describe('a shipment that fails for certain', () => {
  it('is tried until its budget is spent', async () => {
    const answers = Array.from({ length: 100 }, () => down)
    const { ends, attemptedAt } = await course({ policy: 'park', answers, budgetMs: 6_000 })
    expect([ends, attemptedAt]).to.deep.equal([[[['Buried: exhausted']]], [0, 1_050, 3_100, 7_150]])
  })

  it('is not tried again once it is refused, although its budget is not spent', async () => {
    const { ends, failed } = await course({ policy: 'verify', answers: [down, { gives: 'refused' }] })
    expect([ends, failed]).to.deep.equal([[[['Buried: refused']]], ['unavailable', 'refused']])
  })

  it('is not tried where its intent cannot be written, and its event is given back', async () => {
    const ledger = memoryLedger()
    let fails = 2
    const intend: Ledger['intend'] = (shipment) =>
      fails-- > 0 ? async () => left({ _tag: 'StateFailure', message: 'full' }) : ledger.intend(shipment)
    const { ends, attemptedAt } = await course({ policy: 'verify', answers: [], ledger: { ...ledger, intend } })
    const returned = ['Returned: state unavailable']
    expect([ends, attemptedAt?.length]).to.deep.equal([[[returned, returned, ['Forwarded']]], 1])
  })
})

describe('a copy', () => {
  const copies = (...all: readonly (readonly [customer: string, n: number])[]): readonly MemoryEvent[] =>
    all.map(([customer, n]) => ({ messageId: 'm0', fields: { customer, n } }))

  it('of what was parked is passed over', async () => {
    const events = copies(['ann', 1], ['ann', 1])
    const { ends, attemptedAt } = await course({ policy: 'park', answers: [lost], events })
    expect([ends, attemptedAt?.length]).to.deep.equal([
      [[['Buried: in doubt', 'timeout parked'], ['Skipped: parked']]],
      1,
    ])
  })

  it('that had another body is passed over, and that is told', async () => {
    const events = copies(['ann', 1], ['ann', 2], ['ann', 1])
    const { ends, runs } = await course({ policy: 'park', answers: [], events })
    const differs = runs.flatMap((outcomes) => outcomes.flatMap(({ shipments }) => shipments.map((one) => one.differs)))
    expect([ends, differs]).to.deep.equal([
      [[['Forwarded'], ['Skipped: duplicate'], ['Skipped: duplicate']]],
      [undefined, true, false],
    ])
  })

  it('waits for one that is under way, and is sent where that one is refused', async () => {
    // In other lanes, so that both are worked on at once.
    const events = copies(['ann', 1], ['bob', 1])
    const { ends, attemptedAt } = await course({ policy: 'park', answers: [{ gives: 'refused' }], events })
    expect([ends, attemptedAt]).to.deep.equal([[[['Buried: refused'], ['Forwarded']]], [0, 50]])
  })
})
