import { expect } from 'chai'
import { of, Subject, type Observable } from 'rxjs'
import { createLanes } from '../../src/pipeline/lanes.ts'

const works = () => {
  const lanes = createLanes()
  const log: string[] = []
  const enter = (key: string, id: string, work: Observable<string>) =>
    lanes
      .run({ key, id, order: Number(id), work, holds: (result) => result === 'returned', refused: 'refused' })
      .subscribe((result) => log.push(`${id} ${result}`))
  return { lanes, log, enter }
}

const ends = (subject: Subject<string>, result: string): void => {
  subject.next(result)
  subject.complete()
}

describe('lanes', () => {
  it('run works of one key one after the other', () => {
    const { log, enter } = works()
    const first = new Subject<string>()
    enter('ann', '1', first)
    enter('ann', '2', of('done'))
    expect(log).to.deep.equal([])
    ends(first, 'done')
    expect(log).to.deep.equal(['1 done', '2 done'])
  })

  it('run works of different keys side by side', () => {
    const { log, enter } = works()
    enter('ann', '1', new Subject())
    enter('bob', '2', of('done'))
    expect(log).to.deep.equal(['2 done'])
  })

  it('forget an idle lane', () => {
    const { lanes, enter } = works()
    enter('ann', '1', of('done'))
    expect(lanes.size()).to.equal(0)
  })

  it('refuse what waits behind a work that will be offered again', () => {
    const { log, enter } = works()
    const first = new Subject<string>()
    enter('ann', '1', first)
    enter('ann', '2', of('done'))
    ends(first, 'returned')
    expect(log).to.deep.equal(['1 returned', '2 refused'])
  })

  it('refuse what comes later until the returned work is offered again', () => {
    const { lanes, log, enter } = works()
    enter('ann', '1', of('returned'))
    enter('ann', '2', of('done'))
    enter('ann', '1', of('done'))
    enter('ann', '2', of('done'))
    expect(log).to.deep.equal(['1 returned', '2 refused', '1 done', '2 done'])
    expect(lanes.size()).to.equal(0)
  })

  it('go on when the work at their head is abandoned', () => {
    const { log, enter } = works()
    const abandoned = enter('ann', '1', new Subject())
    enter('ann', '2', of('done'))
    abandoned.unsubscribe()
    expect(log).to.deep.equal(['2 done'])
  })

  it('drop a waiting work that is abandoned', () => {
    const { log, enter } = works()
    const first = new Subject<string>()
    enter('ann', '1', first)
    enter('ann', '2', of('done')).unsubscribe()
    enter('ann', '3', of('done'))
    ends(first, 'done')
    expect(log).to.deep.equal(['1 done', '3 done'])
  })

  it('let those behind a returned work come again in their order, and nothing between them', () => {
    const { log, enter } = works()
    const first = new Subject<string>()
    enter('ann', '1', first)
    enter('ann', '2', of('done'))
    ends(first, 'returned')
    enter('ann', '1', of('done'))
    enter('ann', '3', of('done'))
    enter('ann', '2', of('done'))
    enter('ann', '3', of('done'))
    expect(log).to.deep.equal(['1 returned', '2 refused', '1 done', '3 refused', '2 done', '3 done'])
  })
})
