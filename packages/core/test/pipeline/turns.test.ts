import { expect } from 'chai'
import fc from 'fast-check'
import type { Priority } from '../../src/contracts/policy.ts'
import { createTurns, priorities, type Turns } from '../../src/pipeline/turns.ts'

const drain = (turns: Turns<string>, priority: Priority): string[] => {
  const taken: string[] = []
  for (let waiter = turns.take(priority); waiter !== undefined; waiter = turns.take(priority)) taken.push(waiter)
  return taken
}

describe('turns', () => {
  it('serve a route first come, first served', () => {
    const turns = createTurns<string>()
    for (const waiter of ['1', '2', '3']) turns.enter('a', 'normal', waiter)
    expect(drain(turns, 'normal')).to.deep.equal(['1', '2', '3'])
  })

  it('alternate between routes, however many wait of one', () => {
    const turns = createTurns<string>()
    for (const waiter of ['a1', 'a2', 'a3', 'b1', 'b2']) turns.enter(waiter[0] ?? '', 'normal', waiter)
    expect(drain(turns, 'normal')).to.deep.equal(['a1', 'b1', 'a2', 'b2', 'a3'])
  })

  it('give a route of weight 2 two turns while another has one', () => {
    const turns = createTurns<string>({ b: 2 })
    for (let n = 0; n < 6; n++) for (const route of ['a', 'b']) turns.enter(route, 'normal', route)
    expect(drain(turns, 'normal').slice(0, 6).toSorted().join('')).to.equal('aabbbb')
  })

  it('give no advantage to a route that was away', () => {
    const turns = createTurns<string>()
    for (let n = 0; n < 100; n++) turns.enter('a', 'normal', 'a')
    for (let n = 0; n < 90; n++) turns.take('normal')
    for (let n = 0; n < 10; n++) turns.enter('b', 'normal', 'b')
    const next = Array.from({ length: 6 }, () => turns.take('normal')).join('')
    expect([...next].filter((route) => route === 'a').length).to.equal(3)
  })

  it('pass over those who have left', () => {
    const turns = createTurns<string>()
    const leave = turns.enter('a', 'normal', 'a1')
    turns.enter('b', 'normal', 'b1')
    leave()
    expect([turns.waiting('normal'), turns.counts(), drain(turns, 'normal')]).to.deep.equal([
      1,
      [{ priority: 'normal', route: 'b', count: 1 }],
      ['b1'],
    ])
  })

  it('take nobody away who leaves after the turn came', () => {
    const turns = createTurns<string>()
    const leave = turns.enter('a', 'normal', 'a1')
    turns.enter('a', 'normal', 'a2')
    turns.take('normal')
    leave()
    expect([turns.waiting('normal'), drain(turns, 'normal')]).to.deep.equal([1, ['a2']])
  })

  it('avoid routes without taking their place from them', () => {
    const turns = createTurns<string>()
    for (const route of ['a', 'b', 'c']) turns.enter(route, 'normal', route)
    expect([turns.take('normal', new Set(['a', 'b'])), turns.take('normal', new Set(['a', 'b']))]).to.deep.equal([
      'c',
      undefined,
    ])
    expect(drain(turns, 'normal')).to.deep.equal(['a', 'b'])
  })

  it('keep the share of every route, and the order in each, whoever comes and leaves when', () => {
    const step = fc.record({
      kind: fc.constantFrom('enter', 'enter', 'leave', 'take'),
      which: fc.nat(),
      route: fc.nat(3),
    })
    const weights = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 4, maxLength: 4 })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), weights, (steps, weightOf) => {
        const turns = createTurns<{ route: number; n: number }>(Object.fromEntries(weightOf.entries()))
        const model: { route: number; n: number; leave: () => void }[] = []
        for (const [n, { kind, which, route }] of steps.entries()) {
          if (kind === 'enter') {
            const leave = turns.enter(String(route), 'normal', { route, n })
            model.push({ route, n, leave })
          } else if (kind === 'leave' && model.length > 0) {
            for (const { leave } of model.splice(which % model.length, 1)) leave()
          } else if (kind === 'take') {
            const taken = turns.take('normal')
            const first = model.find((one) => one.route === taken?.route)
            expect(taken?.n).to.equal(first?.n)
            if (first !== undefined) model.splice(model.indexOf(first), 1)
            else expect(model).to.deep.equal([])
          }
          expect(turns.waiting('normal')).to.equal(model.length)
        }
      }),
    )
  })

  it('give routes that always wait turns by their weights, to one turn each', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 2, maxLength: 8 })
    fc.assert(
      fc.property(weights, fc.integer({ min: 1, max: 500 }), (weightOf, rounds) => {
        const turns = createTurns<number>(Object.fromEntries(weightOf.entries()))
        const served = weightOf.map(() => 0)
        for (const route of weightOf.keys()) turns.enter(String(route), 'low', route)
        for (let n = 0; n < rounds; n++) {
          const route = turns.take('low') ?? -1
          served[route] = (served[route] ?? 0) + 1
          turns.enter(String(route), 'low', route)
        }
        const sum = weightOf.reduce((a, b) => a + b, 0)
        for (const [route, weight] of weightOf.entries()) {
          expect(Math.abs((served[route] ?? 0) - (rounds * weight) / sum)).to.be.below(weightOf.length)
        }
      }),
    )
  })

  it('know three priorities apart', () => {
    const turns = createTurns<string>()
    for (const priority of priorities.toReversed()) turns.enter('a', priority, priority)
    expect(priorities.map((priority) => turns.take(priority))).to.deep.equal(['high', 'normal', 'low'])
  })
})
