import assert from 'node:assert/strict'
import { isLeft, type Either } from 'fp-ts/lib/Either.js'
import type { BodyKind, Destination, Receipt, Shipment } from '../../contracts/destination.ts'
import { describeFault, type SendFailure } from '../../contracts/failure.ts'
import { faultsOf } from '../../contracts/faults-of.ts'
import { soon, usualPatienceMs } from '../soon.ts'
import { testResources } from '../test-resources.ts'
import type { DestinationHarness } from './destination-harness.ts'

/** A destination at work, and its far end. */
export interface RunningDestination<FarEnd> {
  readonly destination: Destination<unknown>
  readonly farEnd: FarEnd
  /** What planning knows of it where it is not started. */
  readonly dryRun: Pick<Destination<unknown>, 'bodies'>
  /**
   * A shipment of the first kind of body, or of a given one, of the first message or of a given one. If in doubt, it would be looked
   * for where that can be.
   */
  readonly shipment: (kind?: string, messageId?: string) => Shipment<unknown>
  /** Makes one attempt. */
  readonly send: (shipment: Shipment<unknown>, stop?: AbortSignal) => Promise<Either<SendFailure, Receipt>>
}

/** Starts a far end and a destination that leads there, and closes both in the end. */
export const withDestination = async <FarEnd extends AsyncDisposable>(
  harness: DestinationHarness<FarEnd>,
  use: (running: RunningDestination<FarEnd>) => Promise<void>,
): Promise<void> => {
  const { plugin, open, settings, bodies, patienceMs = usualPatienceMs } = harness
  await using farEnd = await open()
  const { resources, close } = testResources({ name: 'destination' })
  await using all = new AsyncDisposableStack()
  all.defer(() => soon(close(), patienceMs, 'an end of its releases'))

  const config = plugin.config.decode(settings(farEnd))
  if (isLeft(config)) assert.fail(`the harness's settings: ${faultsOf(config.left).map(describeFault).join('; ')}`)
  const created = await plugin.create(config.right, resources)()
  if (isLeft(created)) assert.fail(`it cannot start: ${created.left.message}`)
  const destination = created.right

  const [firstKind = ''] = Object.keys(bodies)
  const shipment = (kind = firstKind, messageId = 'm1'): Shipment<unknown> => {
    const { codec, identity, doubtful } = destination.bodies[kind] ?? assert.fail(`expected a body ${kind}, found none`)
    const body = readBody(codec, bodies[kind])
    const customer = identity(bodies[kind]) ?? assert.fail(`expected a body ${kind} of somebody, found nobody's`)
    const whenInDoubt = doubtful === 'verifiable' ? 'verify' : 'resend'
    const about = { deliveryId: messageId, receivedAt: resources.now(), priority: 'normal' as const }
    return { source: 'shop', messageId, route: 'all', kind, customer, body, whenInDoubt, ...about }
  }
  await use({
    destination,
    farEnd,
    dryRun: plugin.pure(config.right),
    shipment,
    send: (shipment, stop = resources.stopping) =>
      soon(destination.send(shipment, stop)(), patienceMs, 'an end of the attempt'),
  })
}

const readBody = (codec: BodyKind<unknown>['codec'], mapped: unknown): unknown => {
  const read = codec.decode(mapped)
  return isLeft(read)
    ? assert.fail(`the harness's body: ${faultsOf(read.left).map(describeFault).join('; ')}`)
    : read.right
}
