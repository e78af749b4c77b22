import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { Beginning, Greeting, Question, Reply, SandboxCalls } from './sandbox-calls.ts'

type Asked<Call> = Call extends (...values: infer Values) => infer Value ? (...values: Values) => Promise<Value> : never

/** A sandbox in another process. Disposing of it kills it. */
export interface SandboxProcess {
  readonly url: string
  readonly ask: { readonly [Call in keyof SandboxCalls]: Asked<SandboxCalls[Call]> }
  /** SIGSTOP freezes it: connections are still taken, and nobody answers. SIGCONT lets it go on with what came meanwhile. */
  readonly kill: (signal: NodeJS.Signals) => void
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

/** Starts a sandbox in a process of its own; on a free port where none is given. */
export const sandboxProcess = async ({ port = 0, logs = false }: Partial<Beginning> = {}): Promise<SandboxProcess> => {
  const child = fork(new URL('./sandbox-child.ts', import.meta.url), [JSON.stringify({ port, logs })], {
    env: {},
    serialization: 'advanced',
    execArgv: ['--max-old-space-size=4096'],
  })
  const exited = once(child, 'exit')
  const [greeting]: readonly (Greeting | undefined)[] = await Promise.race([
    once(child, 'message'),
    exited.then(() => []),
  ])
  if (greeting === undefined) throw new Error('the sandbox ended before it listened')
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  let asked = 0
  child.on('message', ({ id, value, error }: Reply) => {
    const asker = waiting.get(id)
    waiting.delete(id)
    if (error === undefined) asker?.resolve(value)
    else asker?.reject(new Error(error))
  })
  const ask = new Proxy<object>(
    {},
    {
      get:
        (_, call) =>
        (...values: readonly unknown[]) => {
          const asker = Promise.withResolvers<unknown>()
          const question = { id: asked++, call: call as Question['call'], values } // a key of `ask`
          waiting.set(question.id, asker)
          child.send(question)
          return asker.promise
        },
    },
  )
  return {
    url: greeting.url,
    ask: ask as SandboxProcess['ask'], // the child answers each of them, as `SandboxCalls` says
    kill: (signal) => void child.kill(signal),
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL')
      await exited
    },
  }
}
