import { readLetters } from '../../test/journey/read-state.ts'
import { runBin, type Bin } from '../../test/journey/run-bin.ts'
import { scratch } from '../../test/journey/scratch.ts'
import type { Sent } from '../../test/journey/senders.ts'
import type { Circumstances } from '../run.ts'
import { drained, watchLife } from './conservation.ts'
import { shopYaml, type Shop } from '../../test/journey/shop.ts'
import { sandboxProcess, type SandboxProcess } from './sandbox-process.ts'
import { judge, type Verdict } from './verdict.ts'

/** A relay that is up. */
export interface Up {
  readonly bin: Bin
  readonly tracking: string
  readonly admin: string
}

/** A sandbox and the place of a relay, each in its process. Disposing of it ends both. */
export interface World {
  readonly sandbox: SandboxProcess
  readonly file: string
  readonly state: string
  /** Starts the relay and waits for nothing. */
  readonly launch: () => Bin
  /** Starts the relay, again where it ran before; what is given is added to its environment. */
  readonly start: (environment?: Readonly<Record<string, string>>) => Promise<Up>
  /** Waits until nothing is on its way, stops the relay in order, and judges what became of everything. */
  readonly finish: (up: Up, sent: Pick<Sent, 'orders' | 'answered'>, deadlineMs?: number) => Promise<Verdict>
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

/** Makes a world. `more`, beside the wishes: whether the sandbox logs each request. */
export const createWorld = async (
  { conservation, environment }: Circumstances,
  wishes: Omit<Shop, 'voucherify'>,
  { logs = false }: { readonly logs?: boolean } = {},
): Promise<World> => {
  await using making = new AsyncDisposableStack()
  const sandbox = making.use(await sandboxProcess({ logs }))
  const dir = making.use(await scratch(shopYaml({ destination: 'inFlight: 16', ...wishes, voucherify: sandbox.url })))
  const held = making.move()
  const launch = (more: Readonly<Record<string, string>> = {}): Bin =>
    held.use(runBin(dir.file, { ...environment, ...more }))
  return {
    launch,
    sandbox,
    file: dir.file,
    state: dir.state,
    start: async (more = {}) => {
      const bin = launch(more)
      const addresses = await bin.ready
      watchLife(conservation, addresses.admin, 50)
      return { bin, ...addresses }
    },
    finish: async ({ bin, admin }, sent, deadlineMs = 60_000) => {
      await drained(conservation, admin, deadlineMs)
      bin.kill('SIGTERM')
      const { status, stderr } = await bin.ended
      if (status !== 0) throw new Error(`the relay ended with ${status}: ${stderr.slice(-2_000)}`)
      return judge(sent, await sandbox.ask.events(), readLetters(dir.state))
    },
    [Symbol.asyncDispose]: () => held.disposeAsync(),
  }
}
