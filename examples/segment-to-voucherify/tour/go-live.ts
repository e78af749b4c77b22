import { createTourLog } from './log.ts'
import { preferredPorts } from './ports.ts'
import { startExample } from './relay.ts'
import { serve } from './serve.ts'
import { say, type Stage } from './stage.ts'

/** Voucherify's API endpoints by region: docs.voucherify.io, page "API overview". */
const clusters: ReadonlyMap<string, string> = new Map([
  ['eu', 'https://api.voucherify.io'],
  ['us1', 'https://us1.api.voucherify.io'],
  ['as1', 'https://as1.api.voucherify.io'],
])

/** Where the environment says that events are to go, or a sentence that says what it lacks. */
export const liveEnvironment = (
  environment: Stage['environment'],
): { readonly url: string } | { readonly lack: string } => {
  const { VOUCHERIFY_APP_ID: id, VOUCHERIFY_SECRET: secret, VOUCHERIFY_CLUSTER: cluster = 'eu' } = environment
  if (!id || !secret) {
    return {
      lack: 'To go live, set VOUCHERIFY_APP_ID and VOUCHERIFY_SECRET: the keys of your project, from its settings.',
    }
  }
  const url = environment['VOUCHERIFY_URL'] ?? clusters.get(cluster)
  return url === undefined
    ? { lack: `VOUCHERIFY_CLUSTER is one of ${[...clusters.keys()].join(', ')}, not ${cluster}.` }
    : { url }
}

/**
 * Runs the example's relay in front of a real Voucherify until the stage is told to stop. It sends nothing itself, and
 * its state stays: what waits when it ends goes on at the next start.
 */
export const goLive = async (url: string, stage: Stage): Promise<void> => {
  await using stack = new AsyncDisposableStack()
  const { environment } = stage
  const { PORT = await preferredPorts.relay(stage) } = environment
  const { ADMIN_PORT = await preferredPorts.admin(stage) } = environment
  const { SEGMENT_WRITE_KEY: writeKey = 'tour-write-key' } = environment
  const { relay } = await startExample(
    {
      ...environment,
      PORT: String(PORT),
      ADMIN_PORT: String(ADMIN_PORT),
      SEGMENT_WRITE_KEY: writeKey,
      VOUCHERIFY_URL: url,
    },
    { log: createTourLog(stage, () => true), now: stage.now },
  )
  stack.defer(relay.stop)
  say(stage, `A relay forwards your own events to ${url}. The bundle is not sent.`, '')
  await serve(relay, writeKey, [['Voucherify', url]], stage)
}
