import { relayYaml } from './vouchrelay.ts'

/** A folder with settings that name a directive of somebody else's, which needs nothing to be installed. */
export const thirdParty: Readonly<Record<string, string>> = {
  'relay.yaml': `plugins: [./upper.mjs]\n${relayYaml()}`,
  'upper.mjs': `export const plugins = [{
    api: 1,
    kind: 'directive',
    name: '@upper',
    summary: 'A text in capital letters. Anything else is missing.',
    argument: ({ expression }) => expression,
    compile: (part, { child }) => {
      const make = child(part)
      return (scope) => {
        const value = make(scope)
        return typeof value === 'string' ? value.toUpperCase() : undefined
      }
    },
    examples: [{ title: 'A text', mapping: { '@upper': '$.a' }, event: { a: 'x' }, gives: 'X' }],
  }]
`,
}
