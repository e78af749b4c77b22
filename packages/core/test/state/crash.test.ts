import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect } from 'chai'
import { accept } from '../../src/contracts/verdict.ts'
import { createScratch, next, textOf } from './scratch.ts'

const fixture = (name: string) => fileURLToPath(new URL(`./fixtures/${name}`, import.meta.url))

/** Starts a process that appends, kills it once it has acknowledged enough, and gives the acknowledged numbers. */
const killedAfter = async (dir: string, start: number, enough: number): Promise<readonly number[]> => {
  const child = spawn(process.execPath, [fixture('append-forever.ts'), dir, String(start)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let printed = ''
  child.stdout.on('data', (data: Buffer) => {
    printed += data.toString()
    if (printed.split('\n').length > enough) child.kill('SIGKILL')
  })
  await once(child, 'close')
  expect(child.signalCode).to.equal('SIGKILL')
  return printed.split('\n').slice(0, -1).map(Number)
}

describe('state after kill -9', () => {
  const scratch = createScratch()
  afterEach(scratch.clean)

  it('holds every event that was acknowledged, in order, opens at once, and goes on where it was', async () => {
    const dir = scratch.dir()
    for (const [round, enough] of [50, 400, 1_500].entries()) {
      const start = round * 1_000_000
      const acknowledged = await killedAfter(dir, start, enough)
      const state = await scratch.open(dir)
      const journal = state.journal('shop')
      const deliveries = journal.deliveries(new AbortController().signal)[Symbol.asyncIterator]()
      const held: number[] = []
      const settled: Promise<void>[] = []
      for (let left = journal.depth(); left > 0; left--) {
        const delivery = await next(deliveries)
        held.push(Number(textOf(delivery)))
        settled.push(delivery.settle(accept)())
      }
      await Promise.all(settled)
      await state.close()
      const missing = acknowledged.filter((number) => !held.includes(number))
      expect({ round, missing, ordered: held.every((n, i) => n === start + i) }).to.deep.equal({
        round,
        missing: [],
        ordered: true,
      })
    }
  }).timeout(60_000)
})

describe('state on a disk that is full', () => {
  const scratch = createScratch()
  afterEach(scratch.clean)

  /** Runs a fixture under the shell's limit on what a process may write to a file: 4 MiB or 2 MiB, as its unit is 1024 or 512 bytes. */
  const limited = async (name: string): Promise<unknown> => {
    const limit = ['-c', 'ulimit -f 4096 && exec "$@"', 'sh']
    const { stdout } = await promisify(execFile)('sh', [...limit, process.execPath, fixture(name), scratch.dir()])
    return JSON.parse(stdout)
  }

  it('fails what does not fit, says so, and goes on when there is room', async () => {
    const message = 'reading or writing the state file failed (SQLite 778)'
    expect(await limited('small-disk.ts')).to.deep.equal({
      outcomes: [
        { depth: 1 },
        { failure: { _tag: 'StateFailure', message }, ailment: message, depth: 1 },
        { depth: 2 },
      ],
      logged: ['the state cannot be written', 'the state can be written again'],
    })
  })

  it('begins no attempt, keeps every end until it is written, and has nothing stuck when there is room', async () => {
    expect(await limited('full-disk-ledger.ts')).to.deep.equal({
      full: ['Right', true, 0, true],
      mended: ['Right', 2, false],
      claims: ['Delivered', 'Buried', 'Claimed', 'InDoubt'],
      letters: 1,
    })
  })
})
