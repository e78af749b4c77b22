import { expect } from 'chai'
import { right } from 'fp-ts/lib/Either.js'
import { of } from 'rxjs'
import { forward } from '../../../src/pipeline/forward.ts'
import type { Route } from '../../../src/pipeline/route.ts'
import { openReplay } from '../../../src/runtime/replay/open-replay.ts'
import { memoryDestination } from '../../../src/testing/memory-destination.ts'
import { memorySource } from '../../../src/testing/memory-source.ts'
import { fileOf } from '../../replay/file-world.ts'
import { createScratch, rightOf, until } from '../../state/scratch.ts'

const routes: readonly Route[] = [
  { name: 'all', kind: 'event', when: () => true, body: ({ customer }) => right({ customer }) },
]

const lines = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, n) =>
    JSON.stringify({ messageId: `m${from + n}`, fields: { customer: 'ann' } }),
  )
    .map((line) => `${line}\n`)
    .join('')

const request = { source: 'shop', priority: 'normal', again: false } as const

describe('a replay with a rate of its own', () => {
  const scratch = createScratch()
  afterEach(() => scratch.clean())

  /** Replays a file while no time passes, until it has come so far. */
  const replayTo = async (state: Awaited<ReturnType<typeof scratch.open>>, file: string, line: number) => {
    const world = {
      replays: state.fileReplays,
      readingOf: () => memorySource('shop'),
      holdUp: () => undefined,
      spoolDir: '/nowhere',
      now: () => 1_000,
      ticks: () => 0,
    }
    const { joining, replaying } = rightOf(await openReplay({ ...request, file, perSecond: 5 }, world))
    const destination = memoryDestination()
    const stop = new AbortController()
    const parts = { sources: {}, routes, destination, ledger: state.ledger, stop: stop.signal }
    const subscription = forward({ ...parts, joining: of(joining) }).subscribe()
    await until(() => replaying.progress().position.line >= line)
    for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate)
    const { position, inFlight } = replaying.progress()
    stop.abort()
    subscription.unsubscribe()
    await replaying.close()
    const sent = destination.attempts.map(({ shipment }) => [shipment.messageId, shipment.priority])
    return { read: position.line + inFlight, sent }
  }

  it('sends no more than that, at the priority it was given', async () => {
    const state = await scratch.open(scratch.dir())
    await using file = await fileOf(lines(0, 10))
    expect(await replayTo(state, file.path, 1)).to.deep.equal({ read: 1, sent: [['m0', 'normal']] })
  })

  it('does not count what was delivered before', async () => {
    const state = await scratch.open(scratch.dir())
    await using before = await fileOf(lines(0, 1))
    await replayTo(state, before.path, 1)
    await using file = await fileOf(`${lines(0, 1).repeat(9)}${lines(1, 5)}`)
    expect(await replayTo(state, file.path, 10)).to.deep.equal({ read: 10, sent: [['m1', 'normal']] })
  })
})
