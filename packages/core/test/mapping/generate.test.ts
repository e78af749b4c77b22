import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect } from 'chai'
import { generate } from '../../src/mapping/generate.ts'

const mocha = createRequire(import.meta.url).resolve('mocha/bin/mocha.js')

describe('generate', () => {
  it('makes a function of its source, with what it names', () =>
    expect(generate(['a', 'b'], 'return a + b')?.(1, 2)).to.equal(3))

  it('throws where the source is none: that is a bug', () =>
    expect(() => generate([], 'return return')).to.throw(SyntaxError))

  it('is done without where the process forbids it: every case of every directive is the same', async () => {
    const files = ['cases.test.ts', 'path.test.ts', 'compile.test.ts'].map((name) => join(import.meta.dirname, name))
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--disallow-code-generation-from-strings',
      mocha,
      '--no-config',
      ...files,
    ])
    expect(stdout).to.match(/\d{3} passing/)
  }).timeout(60_000)
})
