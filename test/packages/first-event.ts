/** A relay from installed packages: takes one event over HTTP and brings it to a sandbox. Prints what arrived. */
import { writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { isLeft } from 'fp-ts/lib/Either.js'
import { segment } from '@vouchrelay/adapter-segment'
import { createLog, loadRelay, startRelay } from '@vouchrelay/core'
import { startSandbox } from '@vouchrelay/sandbox'

await using sandbox = await startSandbox()
const file = 'relay.yaml'
writeFileSync(
  file,
  `
sources:
  - { use: segment, name: shop, listen: { port: 0 }, tracking: { writeKeys: [a-key] } }
routes:
  - { name: orders, when: type = "track", body: { event: order, customer: { source_id: $.userId } } }
destination: { use: voucherify, baseUrl: '${sandbox.url}', applicationId: sandbox-app-id, secretKey: sandbox-secret-key }
admin: { port: 0 }
`,
)

const settings = await loadRelay({ file, plugins: [segment], environment: {} })
if (isLeft(settings)) throw new Error(JSON.stringify(settings.left))
const relay = await startRelay(settings.right, { file, log: createLog(), now: Date.now })()
if (isLeft(relay)) throw new Error(relay.left.message)

const tracking = relay.right.endpoints.find(({ title }) => title.includes('tracking'))
const answer = await fetch(new URL('/v1/track', tracking?.url), {
  method: 'POST',
  headers: { authorization: `Basic ${btoa('a-key:')}`, 'content-type': 'application/json' },
  body: JSON.stringify({ type: 'track', event: 'Order Completed', userId: 'u1', messageId: 'm1' }),
})
const patience = Date.now() + 20_000
while (answer.ok && sandbox.events().length === 0 && Date.now() < patience) await sleep(10)
console.log(answer.status, sandbox.events().length)
await relay.right.stop()
