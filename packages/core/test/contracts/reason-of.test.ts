import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { expect } from 'chai'
import { reasonOf } from '../../src/contracts/reason-of.ts'

const errorOf = (act: () => unknown): unknown => {
  try {
    return act()
  } catch (error) {
    return error
  }
}

const systemError = (code: string, errno: number): Error =>
  Object.assign(new Error(`${code}: x`), { code, errno, syscall: 'open' })

describe('reasonOf', () => {
  const cases: readonly (readonly [what: string, error: unknown, reason: string])[] = [
    ['a file that is missing', errorOf(() => readFileSync('/nowhere/at/all')), 'no such file or folder'],
    ['a folder', errorOf(() => readFileSync('/')), 'a folder'],
    ['what this user may not do', systemError('EACCES', -13), 'no permission to do so'],
    ['what needs no words of its own', systemError('ENOSPC', -28), 'no space left on device'],
    ['a packed file that is cut off', errorOf(() => gunzipSync('x')), 'unexpected end of file'],
    ['another error', new Error('broken'), 'broken'],
    ['an error with a code that is not of the system', errorOf(() => new URL('x')), 'Invalid URL'],
    ['what is no error', 'gone', 'gone'],
  ]
  for (const [what, error, reason] of cases) {
    it(`tells of ${what}`, () => {
      expect(reasonOf(error)).to.equal(reason)
    })
  }
})
