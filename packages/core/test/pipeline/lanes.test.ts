import { expect } from 'chai'
import { createLanes } from '../../src/pipeline/lanes.ts'

const works = () => {
  const lanes = createLanes()
  const log: string[] = []
  const enter = (key: string, id: string, result: Promise<string> | string, gone?: AbortSignal): void => {
    const work = async (): Promise<string> => result
    const holds = (one: string): boolean => one === 'returned'
    void lanes
      .run({ key, id, order: Number(id), work, holds, refused: () => 'refused', gone })
      .then((one) => log.push(`${id} ${one}`))
  }
  return { lanes, log, enter }
}

/** All that can happen now has happened. */
const calm = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

const never = new Promise<string>(() => undefined)

describe('lanes', () => {
  it('run works of one key one after the other', async () => {
    const { log, enter } = works()
    const first = Promise.withResolvers<string>()
    enter('ann', '1', first.promise)
    enter('ann', '2', 'done')
    await calm()
    expect(log).to.deep.equal([])
    first.resolve('done')
    await calm()
    expect(log).to.deep.equal(['1 done', '2 done'])
  })

  it('run works of different keys side by side', async () => {
    const { log, enter } = works()
    enter('ann', '1', never)
    enter('bob', '2', 'done')
    await calm()
    expect(log).to.deep.equal(['2 done'])
  })

  it('forget an idle lane', async () => {
    const { lanes, enter } = works()
    enter('ann', '1', 'done')
    await calm()
    expect(lanes.size()).to.equal(0)
  })

  it('refuse what waits behind a work that will be offered again', async () => {
    const { log, enter } = works()
    const first = Promise.withResolvers<string>()
    enter('ann', '1', first.promise)
    enter('ann', '2', 'done')
    first.resolve('returned')
    await calm()
    expect(log).to.deep.equal(['2 refused', '1 returned'])
  })

  it('refuse what comes later until the returned work is offered again', async () => {
    const { lanes, log, enter } = works()
    enter('ann', '1', 'returned')
    enter('ann', '2', 'done')
    await calm()
    enter('ann', '1', 'done')
    enter('ann', '2', 'done')
    await calm()
    expect(log).to.deep.equal(['2 refused', '1 returned', '1 done', '2 done'])
    expect(lanes.size()).to.equal(0)
  })

  it('go on when the work at their head is abandoned', async () => {
    const { log, enter } = works()
    const gone = new AbortController()
    enter('ann', '1', never, gone.signal)
    enter('ann', '2', 'done')
    gone.abort()
    await calm()
    expect(log).to.deep.equal(['2 done'])
  })

  it('drop a waiting work that is abandoned', async () => {
    const { log, enter } = works()
    const first = Promise.withResolvers<string>()
    enter('ann', '1', first.promise)
    const gone = new AbortController()
    enter('ann', '2', 'done', gone.signal)
    gone.abort()
    enter('ann', '3', 'done')
    first.resolve('done')
    await calm()
    expect(log).to.deep.equal(['1 done', '3 done'])
  })

  it('let those behind a returned work come again in their order, and nothing between them', async () => {
    const { log, enter } = works()
    const first = Promise.withResolvers<string>()
    enter('ann', '1', first.promise)
    enter('ann', '2', 'done')
    first.resolve('returned')
    await calm()
    enter('ann', '1', 'done')
    enter('ann', '3', 'done')
    enter('ann', '2', 'done')
    enter('ann', '3', 'done')
    await calm()
    expect(log).to.deep.equal(['2 refused', '1 returned', '3 refused', '1 done', '2 done', '3 done'])
  })

  it('wait no longer for a returned work that is gone, and forget its lane', async () => {
    const { lanes, log, enter } = works()
    const gone = new AbortController()
    enter('ann', '1', 'returned', gone.signal)
    await calm()
    enter('ann', '2', 'done')
    gone.abort()
    const size = lanes.size()
    enter('ann', '3', 'done')
    await calm()
    expect({ log, size }).to.deep.equal({ log: ['1 returned', '2 refused', '3 refused'], size: 1 })
    enter('ann', '2', 'done')
    enter('ann', '3', 'done')
    await calm()
    expect({ log: log.slice(3), size: lanes.size() }).to.deep.equal({ log: ['2 done', '3 done'], size: 0 })
  })

  it('hold nothing for a work that is gone when it comes', async () => {
    const { lanes, log, enter } = works()
    const gone = new AbortController()
    enter('ann', '1', 'returned')
    await calm()
    gone.abort()
    enter('ann', '2', 'done', gone.signal)
    enter('ann', '1', 'done')
    enter('ann', '3', 'done')
    await calm()
    expect({ log, size: lanes.size() }).to.deep.equal({
      log: ['1 returned', '2 refused', '1 done', '3 done'],
      size: 0,
    })
  })
})
