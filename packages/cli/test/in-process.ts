import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { execute } from '../src/main.ts'
import type { Ended } from './vouchrelay.ts'

/** Runs a command without a process of its own: for what ends at once, which is many cases. */
export const inProcess = async (args: readonly string[]): Promise<Ended> => {
  const [out, err] = [new PassThrough(), new PassThrough()]
  const said = Promise.all([text(out), text(err)])
  const status = await execute(args, { out, err, input: Readable.from([]), environment: {}, now: () => 0 })
  out.end()
  err.end()
  const [stdout, stderr] = await said
  return { status, stdout, stderr }
}
