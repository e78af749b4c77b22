import { expect } from 'chai'
import { isLeft } from 'fp-ts/lib/Either.js'
import { start } from '../../../src/replay/position.ts'
import { decideReplay } from '../../../src/runtime/replay/decide-replay.ts'
import type { FileReplay, FileReplayState } from '../../../src/state/file-replays.ts'

const position = { ...start, line: 7, offset: 70, delivered: 7 }

const known = (state: FileReplayState, more: Partial<FileReplay> = {}): FileReplay => ({
  id: 'r1',
  file: '/orders.ndjson',
  fingerprint: 'f1',
  source: 'shop',
  state,
  position: JSON.stringify(position),
  since: 0,
  beganAt: 0,
  at: 0,
  ...more,
})

const request = { file: '/orders.ndjson', source: 'shop', priority: 'low', again: false } as const

const decided = (replays: readonly FileReplay[], again = false): string => {
  const found = decideReplay(replays, { ...request, again }, 'f1')
  if (isLeft(found)) return found.left.message
  const { right: beginning } = found
  return beginning._tag === 'GoOn'
    ? `goes on with ${beginning.replay.id} behind line ${beginning.from.line}`
    : `anew${beginning.instead.map(({ id }) => `, not ${id}`).join('')}${beginning.note === undefined ? '' : `: ${beginning.note}`}`
}

const again = 'Again, from its first line: --again. What is remembered as delivered is skipped as a duplicate.'

const cases: readonly (readonly [what: string, replays: readonly FileReplay[], again: boolean, decided: string])[] = [
  ['a file that nobody replayed', [], false, 'anew'],
  ['one that was broken off', [known('running')], false, 'goes on with r1 behind line 7'],
  ['one that was paused', [known('paused')], false, 'goes on with r1 behind line 7'],
  ['one that was moved since', [known('paused', { file: '/old.ndjson' })], false, 'goes on with r1 behind line 7'],
  [
    'one that has changed since',
    [known('paused', { fingerprint: 'f0' })],
    false,
    `/orders.ndjson has changed since its replay was broken off behind line 7. ${again}`,
  ],
  [
    'one that was replayed and has changed since',
    [known('finished', { fingerprint: 'f0' })],
    false,
    'anew: /orders.ndjson was replayed, until 1970-01-01T00:00:00.000Z, and has changed since: it is replayed from its ' +
      'first line. What is remembered as delivered is skipped as a duplicate.',
  ],
  [
    'one that was replayed',
    [known('finished')],
    false,
    `/orders.ndjson was replayed, until 1970-01-01T00:00:00.000Z. ${again}`,
  ],
  [
    'one that was given up',
    [known('given up')],
    false,
    `/orders.ndjson was replayed to line 7 and then left alone, until 1970-01-01T00:00:00.000Z. ${again}`,
  ],
  ['one that was replayed, again', [known('finished')], true, 'anew'],
  ['one that was broken off, again', [known('paused')], true, 'anew, not r1'],
  ['one that has changed, again', [known('running', { fingerprint: 'f0' })], true, 'anew, not r1'],
  [
    'one with a position that nobody can read',
    [known('paused', { position: '{' })],
    false,
    'goes on with r1 behind line 0',
  ],
]

describe('how a replay begins', () => {
  for (const [what, replays, isAgain, expected] of cases) {
    it(`decides on ${what}`, () => expect(decided(replays, isAgain)).to.equal(expected))
  }
})
