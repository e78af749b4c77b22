import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Worker } from 'node:worker_threads'
import { expect } from 'chai'
import { createBatches, submitted } from '../../src/state/batches.ts'
import { openState } from '../../src/state/open-state.ts'
import { startThread } from '../../src/state/thread.ts'
import { createScratch, entry, logTo, rightOf, roomy, rowsIn, until } from './scratch.ts'

describe('state/open-state', () => {
  const scratch = createScratch()
  afterEach(scratch.clean)

  const refusal = async (dir: string) => {
    const opened = await openState({ ...roomy, dir }, { now: () => 0, log: logTo([]) })()
    return opened._tag === 'Left' ? opened.left : 'opened'
  }

  it('makes the directory and keeps the file in WAL mode, synced in full', async () => {
    const dir = join(scratch.dir(), 'deep', 'state')
    const thread = rightOf(await startThread({ dir, window: 256, now: 5, replaysOnly: false }, logTo([])))
    await thread.end()
    const { salt, ...opened } = thread.opened
    expect(salt).to.have.length.above(16)
    expect(opened).to.deep.equal({
      _tag: 'Opened',
      journalMode: 'wal',
      synchronous: 2,
      journal: [],
      letters: 0,
      nextShipment: 1,
      lastRun: { ended: true, window: 0, replays: [] },
      suppressed: [],
      notes: [],
    })
  })

  it('refuses a second opener, and says what to do', async () => {
    const dir = scratch.dir()
    await scratch.open(dir)
    expect(await refusal(dir)).to.deep.equal({
      _tag: 'StartFailure',
      part: 'state',
      message:
        `another relay or replay uses ${dir} (it holds the lock on ${join(dir, 'lock.sqlite')}): ` +
        'stop it, or set state.dir to another directory',
    })
  })

  it('opens again once it was closed, and closes twice', async () => {
    const dir = scratch.dir()
    const state = await scratch.open(dir)
    await Promise.all([state.close(), state.close()])
    await scratch.open(dir)
  })

  it('lets others read the file while it is open', async () => {
    const dir = scratch.dir()
    const state = await scratch.open(dir)
    rightOf(await state.journal('shop').append([entry('a')])())
    using database = new DatabaseSync(join(dir, 'vouchrelay.sqlite'), { readOnly: true })
    expect({ ...database.prepare('SELECT count(*) AS events FROM journal').get() }).to.deep.equal({ events: 1 })
  })

  const broken: readonly (readonly [name: string, prepare: (dir: string) => void, message: string])[] = [
    [
      'a directory that cannot be made',
      (dir) => writeFileSync(dir, ''),
      'cannot make the directory DIR (EEXIST): let this user write there, or set state.dir to another directory',
    ],
    [
      'a directory where the lock should be',
      (dir) => mkdirSync(join(dir, 'lock.sqlite'), { recursive: true }),
      'cannot lock DIR/lock.sqlite: let this user write in DIR, or set state.dir to another directory',
    ],
    [
      'a directory where the file should be',
      (dir) => mkdirSync(join(dir, 'vouchrelay.sqlite'), { recursive: true }),
      'cannot open DIR/vouchrelay.sqlite: the state file cannot be opened (SQLite 14). ' +
        'Let this user read and write it, or set state.dir to another directory',
    ],
    [
      'a database of something else',
      (dir) => execute(dir, 'CREATE TABLE theirs (id INTEGER)'),
      'DIR/vouchrelay.sqlite is a database of something else: move it away, or set state.dir to another directory',
    ],
    [
      'the file of a newer version',
      (dir) => execute(dir, 'PRAGMA user_version = 1000'),
      'DIR/vouchrelay.sqlite was written by a newer version: use that, or set state.dir to another directory',
    ],
  ]

  const execute = (dir: string, sql: string) => {
    mkdirSync(dir)
    using database = new DatabaseSync(join(dir, 'vouchrelay.sqlite'))
    database.exec(sql)
  }

  for (const [name, prepare, message] of broken) {
    it(`refuses ${name}`, async () => {
      const dir = join(scratch.dir(), 'state')
      prepare(dir)
      expect(await refusal(dir)).to.deep.equal({
        _tag: 'StartFailure',
        part: 'state',
        message: message.replaceAll('DIR', dir),
      })
    })
  }

  it('empties a lock that is not a database, since it holds no data, and locks it', async () => {
    const dir = scratch.dir()
    writeFileSync(join(dir, 'lock.sqlite'), 'rubbish '.repeat(1_000))
    await scratch.open(dir)
    expect(await refusal(dir)).to.include({ _tag: 'StartFailure' })
  })

  it('refuses a second opener that comes through a symbolic link', async () => {
    const dir = scratch.dir()
    await scratch.open(dir)
    const other = join(scratch.dir(), 'link')
    symlinkSync(dir, other)
    expect(await refusal(other))
      .to.have.property('message')
      .that.matches(/^another relay or replay uses /)
  })

  it('makes files that can give room back bit by bit', async () => {
    const dir = scratch.dir()
    await (await scratch.open(dir)).close()
    expect(rowsIn(dir, 'PRAGMA auto_vacuum')).to.deep.equal([{ auto_vacuum: 2 }])
  })

  it('makes its file whole or not at all', async () => {
    const dir = scratch.dir()
    writeFileSync(join(dir, 'vouchrelay.sqlite.new'), 'what a process left that was killed while it made it')
    await (await scratch.open(dir)).close()
    expect(readdirSync(dir).toSorted()).to.deep.equal(['lock.sqlite', 'vouchrelay.sqlite'])
  })

  it('fails what is pending when the thread dies, and says so once', async () => {
    const workers: Worker[] = []
    process.once('worker', (worker: Worker) => workers.push(worker))
    const state = await scratch.open(scratch.dir())
    const pending = state.journal('shop').append([entry('a')])()
    await Promise.all(workers.map((worker) => worker.terminate()))
    const message = 'the state thread has ended: start the relay again'
    const failure = { _tag: 'Left', left: { _tag: 'StateFailure', message } }
    expect(await pending).to.deep.equal(failure)
    expect(await state.journal('shop').append([entry('b')])()).to.deep.equal(failure)
    expect([state.ailment(), await state.broken]).to.deep.equal([message, message])
    expect(scratch.logged).to.deep.equal([message])
  })

  it('is well again by itself after a failure, although nobody writes', async () => {
    const dir = scratch.dir()
    const state = await scratch.open(dir)
    const other = new DatabaseSync(join(dir, 'vouchrelay.sqlite'))
    other.exec('BEGIN IMMEDIATE')
    const failed = await state.journal('shop').append([entry('a')])()
    const ailment = state.ailment()
    other.close()
    await until(() => state.ailment() === undefined)
    const message = 'another process keeps the state file locked (SQLite 5)'
    expect([failed, ailment]).to.deep.equal([{ _tag: 'Left', left: { _tag: 'StateFailure', message } }, message])
    expect(scratch.logged).to.deep.equal(['the state cannot be written', 'the state can be written again'])
  }).timeout(20_000)

  it('shares one commit among all appends that wait together', async () => {
    const thread = rightOf(
      await startThread({ dir: scratch.dir(), window: 256, now: 5, replaysOnly: false }, logTo([])),
    )
    let commits = 0
    const run: typeof thread.run = (batch, done) => {
      commits++
      thread.run(batch, done)
    }
    const batches = createBatches({ ...thread, run }, logTo([]))
    const send = async () => {
      for (let i = 0; i < 5; i++) {
        rightOf(
          await submitted(batches, 'at once', [{ does: 'append', values: ['shop', 1, null, Buffer.from('a'), null] }]),
        )
      }
    }
    await Promise.all(Array.from({ length: 200 }, send))
    await batches.close()
    await thread.end()
    expect(commits).to.equal(5)
  })
})
