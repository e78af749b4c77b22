import { expect } from 'chai'
import { createIds } from '../src/ids.ts'

describe('ids', () => {
  it('carry the time since 2016-05-04 in their first 12 digits', () => {
    const ids = createIds(
      () => Date.parse('2024-03-14T11:47:24.598Z'),
      () => 0,
    )
    expect([ids.event(), ids.request(), ids.activity()]).to.deep.equal([
      'event_0e70ee5acd80000001',
      'v-0e70ee5acd80000002',
      'evcus_0e70ee5acd80000003',
    ])
  })

  it('keep the order in which they were made', () => {
    let time = Date.parse('2026-03-04T12:00:00.000Z')
    const ids = createIds(
      () => (time += 0.25),
      () => 0.5,
    )
    const made = Array.from({ length: 1000 }, () => ids.event())
    expect(made).to.deep.equal(made.toSorted())
  })

  it('of customers and event definitions have 24 letters or digits', () => {
    const ids = createIds(Date.now, Math.random)
    expect(ids.customer()).to.match(/^cust_[A-Za-z0-9]{24}$/)
    expect(ids.eventSchema()).to.match(/^ms_[A-Za-z0-9]{24}$/)
  })
})
