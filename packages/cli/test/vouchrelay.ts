import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempDisposable, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'

const bin = fileURLToPath(new URL('../bin/vouchrelay.js', import.meta.url))

/** How a command ended. */
export interface Ended {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** What a command is given beside its arguments. */
export interface Given {
  readonly cwd?: string
  readonly input?: string
  /** Nothing else of the environment is handed on. */
  readonly env?: Readonly<Record<string, string>>
  /** Arguments of Node itself. */
  readonly node?: readonly string[]
}

/** A command at work. */
export interface Started {
  readonly child: ChildProcessByStdio<Writable, Readable, Readable>
  /** Resolves with all of stdout as soon as a text is in it; rejects where the command ends before. */
  readonly says: (text: string) => Promise<string>
  readonly ended: Promise<Ended>
}

/** Starts the real executable. */
export const start = (args: readonly string[], { cwd, input, env = {}, node = [] }: Given = {}): Started => {
  const child = spawn(process.execPath, [...node, bin, ...args], { cwd, env, stdio: 'pipe' })
  child.stdin.on('error', () => undefined)
  child.stdin.end(input ?? '')
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const closed = once(child, 'close')
  const ended = closed.then(([status]): Ended => ({
    status: typeof status === 'number' ? status : null,
    stdout,
    stderr,
  }))
  const says = async (text: string): Promise<string> => {
    while (!stdout.includes(text)) {
      const next = await Promise.race([once(child.stdout, 'data'), ended])
      if (!Array.isArray(next)) throw new Error(`It ended without saying ${text}: ${JSON.stringify(next)}`)
    }
    return stdout
  }
  return { child, says, ended }
}

/** Runs the real executable to its end. */
export const vouchrelay = (args: readonly string[], given: Given = {}): Promise<Ended> => start(args, given).ended

/** A folder that is gone after the test, with files in it. */
export const folder = async (files: Readonly<Record<string, string>> = {}) => {
  const made = await mkdtempDisposable(join(tmpdir(), 'vouchrelay-test-'))
  for (const [name, text] of Object.entries(files)) await writeFile(join(made.path, name), text)
  return made
}

/** Settings of a relay with one source on free ports, in front of the Voucherify at a URL. */
export const relayYaml = (url = 'http://127.0.0.1:4010'): string => `
sources:
  - use: segment
    name: shop
    listen: { port: 0 }
    tracking: { writeKeys: [key] }
routes:
  - name: order
    when: event = "Order Completed"
    body: { event: order_completed, customer: { source_id: $.userId }, metadata: { total: { '@number': $.properties.total } } }
  - name: coupon
    from: shop
    when: event = "Order Completed" and properties.coupon != null
    body: { event: coupon_used, customer: { source_id: $.userId, email: $.properties.email } }
destination: { use: voucherify, baseUrl: '${url}', applicationId: sandbox-app-id, secretKey: sandbox-secret-key }
admin: { port: 0 }
`
