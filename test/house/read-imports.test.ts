import { expect } from 'chai'
import { readImports } from './read-imports.ts'

describe('readImports', () => {
  const table: readonly (readonly [what: string, text: string, names: readonly string[]])[] = [
    ['a declaration', "import { a } from './a.ts'", ['./a.ts']],
    ['several lines', "import {\n  a,\n  type B,\n} from './a.ts'\n", ['./a.ts']],
    [
      'a default, a namespace, both',
      "import a from 'a'\nimport * as b from 'b'\nimport c, { d } from 'c'",
      ['a', 'b', 'c'],
    ],
    ['a type', "import type { A } from './a.ts'\nimport type * as t from 'io-ts'", ['./a.ts', 'io-ts']],
    ['an effect alone', "import './a.ts'", ['./a.ts']],
    [
      'a re-export',
      "export { a, type B } from './a.ts'\nexport * from './b.ts'\nexport * as c from './c.ts'",
      ['./a.ts', './b.ts', './c.ts'],
    ],
    ['a type re-exported', "export type { A } from './a.ts'", ['./a.ts']],
    ['import() in code', "const a = await import('./a.ts')", ['./a.ts']],
    ['import() in a type', "type A = import('./a.ts').A", ['./a.ts']],
    ["a worker's file", "new Worker(new URL('./worker.ts', import.meta.url))", ['./worker.ts']],
    ['the same twice', "import { a } from './a.ts'\nimport type { B } from './a.ts'", ['./a.ts']],
    ['double quotes', 'import { a } from "./a.ts"', ['./a.ts']],
    ['a docstring', "/**\n * @example\n * import { a } from './a.ts'\n */\n// import './b.ts'", []],
    ['an export that imports nothing', "export const from = 'a'\nexport { from }\nconst b = ['from', 'b']", []],
    ['other URLs', "new URL('./style.css', import.meta.url)\nnew URL('/v1', base)", []],
  ]
  for (const [what, text, names] of table) {
    it(`reads ${what}`, () => expect(readImports(text)).to.deep.equal(names))
  }
})
