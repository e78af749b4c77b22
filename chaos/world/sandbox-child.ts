/** A sandbox in a process of its own. It ends when its parent does. */
import { startSandbox } from '@vouchrelay/sandbox'
import { logRequests } from './request-log.ts'
import type { Beginning, Greeting, Question, Reply, SandboxCalls } from './sandbox-calls.ts'

const { port, logs }: Beginning = JSON.parse(process.argv[2] ?? '{}')
const sandbox = await startSandbox({ port })
const log = logs ? logRequests(sandbox.port) : () => []
const calls: SandboxCalls = { ...sandbox, requests: () => sandbox.requests, log }

const answer = ({ id, call, values }: Question): Reply => {
  try {
    const act: (...values: readonly never[]) => unknown = calls[call]
    return { id, value: act(...(values as never[])) } // typed where it was asked
  } catch (error) {
    return { id, error: String(error) }
  }
}

process.on('message', (question: Question) => process.send?.(answer(question)))
process.on('disconnect', () => process.exit())
process.send?.({ url: sandbox.url } satisfies Greeting)
