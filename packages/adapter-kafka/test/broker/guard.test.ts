import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'chai'

/** Starts something that never ends, as a broker would be started, and tells its process. */
const starting = (folder: string): string => `
  import { startGuarded } from ${JSON.stringify(join(import.meta.dirname, 'start-guarded.ts'))}
  const run = [process.execPath, '-e', 'require("fs").writeFileSync("pid", String(process.pid)); setInterval(() => 0, 1000)']
  startGuarded({ run, after: [], folder: ${JSON.stringify(folder)} }, ${JSON.stringify(`${folder}.log`)})
  setInterval(() => 0, 1000)
`

describe('a broker of tests', () => {
  it('ends with the tests that were killed, and leaves nothing behind', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'vouchrelay-guard-'))
    const tests = spawn(process.execPath, ['--input-type=module', '-e', starting(folder)], { stdio: 'ignore' })
    while (!existsSync(join(folder, 'pid'))) await sleep(20)
    const pid = Number(readFileSync(join(folder, 'pid'), 'utf8'))
    tests.kill('SIGKILL')
    await once(tests, 'exit')
    // Where it never is, mocha's timeout says so.
    while (existsSync(folder)) await sleep(20)
    rmSync(`${folder}.log`)
    expect(() => process.kill(pid, 0)).to.throw('ESRCH')
  })
})
