import type { Reader } from './reader.ts'
import { textReader } from './text.ts'

const words: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['yes', true],
  ['1', true],
  ['false', false],
  ['no', false],
  ['0', false],
])

/** True or false, or a word or number that says so, in any letter case. */
export const booleanReader: Reader<boolean> = {
  expected: 'true or false, yes or no, 1 or 0',
  read: (value) => words.get(textReader.read(value)?.trim().toLowerCase() ?? ''),
}
