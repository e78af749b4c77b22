import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { isLeft } from 'fp-ts/lib/Either.js'
import { createReplays } from '../../../src/runtime/replay/replays.ts'
import { memorySource } from '../../../src/testing/memory-source.ts'
import { fileOf } from '../../replay/file-world.ts'
import { createScratch, rightOf } from '../../state/scratch.ts'

const request = { source: 'shop', priority: 'normal', again: false } as const

describe('the replays of a relay', () => {
  const scratch = createScratch()
  afterEach(() => scratch.clean())

  const open = async () => {
    const state = await scratch.open(scratch.dir())
    const joined: string[] = []
    let isBroken = false
    const world = {
      replays: state.fileReplays,
      readingOf: () => {
        if (isBroken) throw new Error('a bug')
        return memorySource('shop')
      },
      holdUp: () => undefined,
      spoolDir: '/nowhere',
      now: () => 1_000,
      ticks: () => 0,
    }
    const replays = createReplays(world, ({ name }) => joined.push(name))
    return { replays, joined, breakWorld: (is: boolean) => (isBroken = is) }
  }

  it('are one for one file, under whatever name', async () => {
    await using file = await fileOf('m\n')
    const link = join(file.folder, 'link')
    await symlink(file.path, link)
    const { replays, joined } = await open()
    const runs = await Promise.all(
      [link, file.path, link].map(async (path) => rightOf(await replays.begin({ ...request, file: path })).run),
    )
    await replays.close()
    expect([new Set(runs).size, joined]).to.deep.equal([1, ['shop']])
  })

  it('refuse a file that is not there by its name', async () => {
    const { replays } = await open()
    const begun = await replays.begin({ ...request, file: '/nowhere/at-all' })
    await replays.close()
    expect(isLeft(begun) && begun.left.because).to.equal('unreadable')
  })

  it('begin and close although one could not begin for a bug', async () => {
    await using file = await fileOf('m\n')
    const { replays, joined, breakWorld } = await open()
    breakWorld(true)
    const failed = await replays.begin({ ...request, file: file.path }).catch((error: Error) => error.message)
    breakWorld(false)
    rightOf(await replays.begin({ ...request, file: file.path }))
    await replays.close()
    expect([failed, joined]).to.deep.equal(['a bug', ['shop']])
  })

  it('do not keep a process alive', async () => {
    const timers = (): number => process.getActiveResourcesInfo().filter((one) => one === 'Timeout').length
    await using file = await fileOf('m\n')
    const { replays } = await open()
    const before = timers()
    rightOf(await replays.begin({ ...request, file: file.path }))
    expect(timers()).to.be.at.most(before)
    await replays.close()
  })
})
