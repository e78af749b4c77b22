import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startSandbox, type Sandbox } from '@vouchrelay/sandbox'
import { folder, start, vouchrelay, type Ended, type Given, type Started } from './vouchrelay.ts'

/** An order as a line of a file. */
export const order = (n: number, more: object = {}): string =>
  JSON.stringify({
    type: 'track',
    messageId: `m${n}`,
    userId: `u${n % 50}`,
    event: 'Order Completed',
    properties: { n },
    ...more,
  })

/** So many orders, a line each. */
export const orders = (most: number): string => Array.from({ length: most }, (_, n) => `${order(n)}\n`).join('')

const settingsOf = (url: string): string => `
sources:
  - { use: segment, name: shop, listen: { port: 0 }, tracking: { writeKeys: [key] } }
routes:
  - name: order
    when: event = "Order Completed"
    body: { event: order_completed, customer: { source_id: $.userId }, metadata: { n: { '@number': $.properties.n } } }
destination:
  use: voucherify
  baseUrl: '${url}'
  applicationId: sandbox-app-id
  secretKey: sandbox-secret-key
  verify: { patienceSeconds: 1, activityDelaySeconds: 0 }
  quota: { perMinute: 1000000, share: 1 }
admin: { port: 0 }
`

/** A Voucherify, a folder with settings in front of it, and the command run there. */
export interface ReplayWorld extends AsyncDisposable {
  readonly sandbox: Sandbox
  readonly path: string
  readonly write: (name: string, bytes: string | Uint8Array) => Promise<void>
  readonly run: (args: readonly string[], given?: Given) => Promise<Ended>
  readonly start: (args: readonly string[]) => Started
  /** What arrived: the numbers of the orders, in the order of arrival. */
  readonly arrived: () => readonly number[]
}

export const replayWorld = async (): Promise<ReplayWorld> => {
  const sandbox = await startSandbox()
  const made = await folder({ 'relay.yaml': settingsOf(sandbox.url) })
  const cwd = made.path
  return {
    sandbox,
    path: cwd,
    write: (name, bytes) => writeFile(join(cwd, name), bytes),
    run: (args, given = {}) => vouchrelay(args, { cwd, ...given }),
    start: (args) => start(args, { cwd }),
    arrived: () => sandbox.events().map(({ body }) => Number(numberOf(body))),
    [Symbol.asyncDispose]: async () => {
      await made.remove()
      await sandbox.close()
    },
  }
}

const numberOf = (body: unknown): unknown =>
  typeof body === 'object' && body !== null && 'metadata' in body ? Object(body.metadata).n : undefined

/** Numbers from 0, each once. */
export const allOf = (most: number): readonly number[] => Array.from({ length: most }, (_, n) => n)

export const sorted = (numbers: readonly number[]): readonly number[] => numbers.toSorted((a, b) => a - b)

/** Resolves when the condition holds; the test's own timeout ends the waiting. */
export const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve))
}
