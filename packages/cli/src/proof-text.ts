import type { Writable } from 'node:stream'
import type { Proof } from '@vouchrelay/core'
import { createTwoFilesPatch } from 'diff'
import { stringify } from 'yaml'
import { paint } from './paint.ts'

/** The proofs that do not hold. */
export const wrongOf = (proofs: readonly Proof[]): readonly Proof[] => proofs.filter(({ holds }) => !holds)

const asYaml = (value: unknown): string => stringify(value, { lineWidth: 0, sortMapEntries: true })

/** The lines that differ, with those around them; `-` was expected, `+` came. */
const difference = (expected: unknown, found: unknown): readonly string[] =>
  createTwoFilesPatch('expected', 'found', asYaml(expected), asYaml(found), '', '', { context: 3 })
    .split('\n')
    .filter((line) => /^[-+ ]/.test(line) && !/^(---|\+\+\+) /.test(line))

const toned = (line: string, stream: Writable): string => {
  if (line.startsWith('-')) return paint(stream, 'bad', line)
  return line.startsWith('+') ? paint(stream, 'good', line) : line
}

/** A proof for people: that it holds, or in which lines what came differs from what was expected. */
export const proofText = ({ title, holds, expected, found }: Proof, stream: Writable): string => {
  if (holds) return `${paint(stream, 'good', '✔')} ${title}\n`
  const lines = difference(expected, found).map((line) => `    ${toned(line, stream)}`)
  const legend = paint(stream, 'quiet', '    - expected  + found')
  return [`${paint(stream, 'bad', '✘')} ${title}`, legend, ...lines, ''].join('\n')
}
