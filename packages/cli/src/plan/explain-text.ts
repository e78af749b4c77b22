import type { Writable } from 'node:stream'
import { showFound, type ExplainedPlan, type Leaf, type Read, type RouteExplained } from '@vouchrelay/core'
import { paint } from '../paint.ts'
import { plain } from '../plain.ts'
import { table } from '../table.ts'
import { faultLines } from './fault-lines.ts'
import { partHead } from './part-head.ts'
import { planHead } from './plan-text.ts'

/** An event's plan for people, with reasons: where each value comes from, and why other routes do not want it. */
export const explainText = (line: number, { plan, routes }: ExplainedPlan, out: Writable): string => {
  const wanted = routes.flatMap((route) => (route._tag === 'Wanted' ? wantedLines(route, out) : []))
  const rows = routes.flatMap(unwantedRows)
  const unwanted = rows.length === 0 ? [] : [`  ${paint(out, 'quiet', 'not wanted by')}`, ...columns(rows)]
  return [...planHead(line, plan, out), ...wanted, ...unwanted, ''].join('\n')
}

const columns = (rows: readonly (readonly string[])[]): readonly string[] =>
  rows.length === 0
    ? []
    : table([], rows)
        .split('\n')
        .map((line) => `    ${line}`)

type Wanted = Extract<RouteExplained, { readonly _tag: 'Wanted' }>

const wantedLines = ({ because, part, leaves }: Wanted, out: Writable): readonly string[] => {
  const faults = part._tag === 'Faulty' ? part.faults : []
  const faulty = new Set(faults.map(({ path }) => path))
  const reason = because.length === 0 ? 'wants every event' : `because ${because.map(({ text }) => text).join(', ')}`
  const rows = leaves.map((leaf) => [
    leaf.place === '' ? 'the body' : plain(leaf.place),
    valueText(leaf, faulty.has(leaf.place), out),
    plain(originText(leaf)),
  ])
  return [partHead(part, out), `    ${paint(out, 'quiet', reason)}`, ...columns(rows), ...faultLines(faults)]
}

const valueText = ({ value }: Leaf, isFaulty: boolean, out: Writable): string => {
  if (value !== undefined) return plain(shorten(JSON.stringify(value)))
  return isFaulty ? paint(out, 'bad', 'faulty') : paint(out, 'quiet', 'missing')
}

/** How much of a value is shown: a column that leaves room for the others. */
const mostCharacters = 50

const shorten = (text: string): string =>
  text.length > mostCharacters ? `${text.slice(0, mostCharacters - 3)}...` : text

/** How many paths are shown: a directive may read one from each item of a list. */
const mostPaths = 3

const originText = ({ reads, through, value }: Leaf): string => {
  const paths = reads.slice(0, mostPaths).map((read) => (Object.is(read.value, value) ? read.path : readText(read)))
  const more = reads.length > mostPaths ? [`${reads.length - mostPaths} more`] : []
  const directives = through.filter((name) => name !== '@path')
  const from = reads.length === 0 ? 'as written' : [...paths, ...more].join(', ')
  return directives.length === 0 ? from : `${from} by ${directives.join(', ')}`
}

const readText = ({ path, value }: Read): string => `${path} (${value === undefined ? 'missing' : showFound(value)})`

/** What decided against a route: one part of its filter, or several of which one would have been enough. */
const unwantedRows = (route: RouteExplained): readonly (readonly string[])[] => {
  if (route._tag === 'Wanted') return []
  if (route._tag === 'Elsewhere') return [[route.route, `listens to ${route.from.join(', ')}`, '']]
  const [first, ...others] = route.because.map(
    ({ text, reads }) => [text, plain(reads.map(isText).join(', '))] as const,
  )
  if (first === undefined) return [[route.route, '', '']]
  return [[route.route, ...first], ...others.map(([text, reads]) => ['', `or ${text}`, reads])]
}

const isText = ({ path, value }: Read): string => `${path} is ${value === undefined ? 'missing' : showFound(value)}`
