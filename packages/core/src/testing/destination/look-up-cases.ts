import assert from 'node:assert/strict'
import { isLeft, type Either } from 'fp-ts/lib/Either.js'
import type { Found, Shipment } from '../../contracts/destination.ts'
import type { SendFailure } from '../../contracts/failure.ts'
import type { ContractCase } from '../contract-case.ts'
import { deepFreeze } from '../deep-freeze.ts'
import { soon, usualPatienceMs } from '../soon.ts'
import { checkFailure } from './check-failure.ts'
import { checkRate } from './check-rate.ts'
import type { DestinationHarness } from './destination-harness.ts'
import { receiptOf } from './receipt-of.ts'
import { withDestination, type RunningDestination } from './with-destination.ts'

type LookUp = (shipment: Shipment<unknown>, stop?: AbortSignal) => Promise<Either<SendFailure, Found>>

/** What looking up promises, for each kind of body that can be looked up. */
export const lookUpCases = <FarEnd extends AsyncDisposable>(
  harness: DestinationHarness<FarEnd>,
): readonly ContractCase[] => {
  const { verifiable = [], failRead, kept, secrets = [] } = harness
  const says = (): Promise<void> =>
    withDestination(harness, async ({ destination, dryRun }) => {
      for (const { bodies } of [destination, dryRun]) {
        const said = Object.keys(bodies).filter((kind) => bodies[kind]?.doubtful === 'verifiable')
        assert.deepEqual(said, verifiable)
      }
      if (verifiable.length > 0) assert.ok(destination.lookUp !== undefined, 'expected a look-up, found none')
    })
  const on = (kind: string, title: string, use: (looking: Looking<FarEnd>) => Promise<void>): ContractCase => ({
    title: `${title} (${kind})`,
    run: () => withDestination(harness, (running) => use(lookingOf(harness, kind, running))),
  })
  return [
    { title: 'says which kinds of body it can look up, in a dry run too', run: says },
    ...verifiable.flatMap((kind) => [
      on(kind, 'does not find what was never sent', async ({ message, send, lookUp }) => {
        assert.equal(tagOf(await lookUp(message('m1'))), 'Absent')
        receiptOf(await send(message('m2')))
        assert.equal(tagOf(await lookUp(deepFreeze(message('m1')))), 'Absent')
      }),

      on(kind, 'finds what was sent', async ({ message, send, lookUp }) => {
        receiptOf(await send(message('m1')))
        receiptOf(await send(message('m2')))
        assert.equal(tagOf(await lookUp(message('m1'))), 'Present')
        assert.equal(tagOf(await lookUp(message('m2'))), 'Present')
      }),

      on(kind, 'changes nothing when it looks', async ({ farEnd, message, send, lookUp }) => {
        receiptOf(await send(message('m1')))
        const before = kept?.(farEnd)
        await lookUp(message('m1'))
        await lookUp(message('m2'))
        assert.deepEqual(kept?.(farEnd), before)
      }),

      on(kind, 'knows nothing where its look was aborted before', async ({ message, lookUp }) => {
        assert.equal(tagOf(await lookUp(message('m1'), AbortSignal.abort())), 'a failure')
      }),

      ...(failRead === undefined
        ? []
        : [
            on(kind, 'knows nothing where it cannot look, says why, and looks again', async (looking) => {
              const { farEnd, message, send, lookUp } = looking
              receiptOf(await send(message('m2')))
              failRead(farEnd)
              const found = await lookUp(message('m1'))
              assert.equal(tagOf(found), 'a failure')
              if (isLeft(found)) checkFailure(found.left, secrets)
              assert.equal(tagOf(await lookUp(message('m1'))), 'Absent')
            }),
          ]),
    ]),
  ]
}

/** A destination at work that can look up, and messages of one kind for it. */
interface Looking<FarEnd> extends Pick<RunningDestination<FarEnd>, 'farEnd' | 'send'> {
  readonly message: (id: string) => Shipment<unknown>
  readonly lookUp: LookUp
}

const lookingOf = <FarEnd extends AsyncDisposable>(
  { patienceMs = usualPatienceMs }: DestinationHarness<FarEnd>,
  kind: string,
  { destination, farEnd, send, shipment }: RunningDestination<FarEnd>,
): Looking<FarEnd> => {
  const since = shipment(kind).receivedAt
  return {
    farEnd,
    send,
    message: (id) => shipment(kind, id),
    lookUp: (wanted, stop = new AbortController().signal) => {
      const found = destination.lookUp?.(wanted, since, stop) ?? assert.fail('expected a look-up, found none')
      return soon(found(), patienceMs, 'an end of the look-up')
    },
  }
}

const tagOf = (found: Either<SendFailure, Found>): Found['_tag'] | 'a failure' => {
  if (isLeft(found)) return 'a failure'
  checkRate(found.right.rate)
  return found.right._tag
}
