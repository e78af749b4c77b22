import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCatalogue, loadSettings, relaySettings, startRelay, sumOf, type Log } from '@vouchrelay/core'
import { startSandbox } from '@vouchrelay/sandbox'
import { segment } from '../../src/plugin.ts'

/** Every body says which event it came of, and its times. */
const own =
  'message_id: $.messageId, said_at: $.originalTimestamp, sent_at: $.sentAt, received_at: $.receivedAt, happened_at: $.timestamp'

const settingsText = (voucherify: string, origin: string): string => `
sources:
  - use: segment
    name: shop
    listen: { port: 0 }
    tracking: { writeKeys: [WK_test], allowOrigins: ['${origin}'] }
routes:
  - name: identify
    whenInDoubt: park
    when: type = "identify"
    body: { event: identified, customer: { source_id: $.userId, email: $.traits.email }, metadata: { ${own} } }
  - name: track
    whenInDoubt: park
    when: type = "track" and event = "Order Completed"
    body:
      event: order_completed
      customer: { source_id: $.userId }
      metadata: { ${own}, order_id: $.properties.order_id, total: { '@number': $.properties.total }, sku: '$.properties.products[0].sku' }
  - name: page
    whenInDoubt: park
    when: type = "page"
    body:
      event: page_seen
      customer: { source_id: { '@coalesce': [$.userId, $.anonymousId] } }
      metadata: { ${own}, name: $.name, category: $.category, url: $.properties.url }
  - name: screen
    whenInDoubt: park
    when: type = "screen"
    body: { event: screen_seen, customer: { source_id: $.userId }, metadata: { ${own}, name: $.name } }
  - name: group
    whenInDoubt: park
    when: type = "group"
    body: { event: grouped, customer: { source_id: $.userId }, metadata: { ${own}, group: $.groupId, plan: $.traits.plan } }
  - name: alias
    whenInDoubt: park
    when: type = "alias"
    body: { event: aliased, customer: { source_id: $.userId }, metadata: { ${own}, previous: $.previousId } }
destination: { use: voucherify, baseUrl: '${voucherify}', applicationId: sandbox-app-id, secretKey: sandbox-secret-key }
admin: { port: 0 }
`

/** A running relay in front of a sandbox, that takes events from pages of an origin, too. */
export const startJourney = async (origin = 'https://shop.example.com') => {
  const disposal = new AsyncDisposableStack()
  const sandbox = disposal.use(await startSandbox({ quota: 'organization' }))
  const dir = await mkdtempDisposable(join(tmpdir(), 'vouchrelay-journey-'))
  disposal.defer(() => dir.remove())
  const text = settingsText(sandbox.url, origin)
  const settings = loadSettings(relaySettings(createCatalogue([segment])), {
    file: 'relay.yaml',
    text,
    environment: {},
  })
  if (settings._tag === 'Left') throw new Error(JSON.stringify(settings.left))
  const problems: string[] = []
  const note = (_: unknown, message: string): void => void problems.push(message)
  const log: Log = { warn: note, error: note }
  const started = await startRelay(settings.right, { file: join(dir.path, 'relay.yaml'), log, now: Date.now })()
  if (started._tag === 'Left') throw new Error(started.left.message)
  const relay = started.right
  disposal.defer(relay.stop)

  /** Waits until so many events came to their end; rejects after ten seconds. */
  const settled = async (events: number): Promise<void> => {
    const end = performance.now() + 10_000
    for (;;) {
      const { delivered = 0, skipped = {}, buried = {} } = relay.counts().sources['shop'] ?? {}
      if (delivered + sumOf(skipped) + sumOf(buried) >= events) return
      if (performance.now() > end) throw new Error(`in vain: ${JSON.stringify(relay.counts())}`)
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  return {
    /** Where clients send to. */
    url: new URL(relay.endpoints[0]?.url ?? '').origin,
    counts: () => relay.counts().sources['shop'],
    bodies: () => sandbox.events().map(({ body }) => body),
    /** What was logged. */
    problems,
    settled,
    [Symbol.asyncDispose]: () => disposal.disposeAsync(),
  }
}

/** The counts of six events that were delivered, and of nothing else. */
export const sixDelivered = { received: 6, waiting: 0, inFlight: 0, inDoubt: 0, delivered: 6, skipped: {}, buried: {} }
