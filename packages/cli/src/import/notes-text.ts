import type { Imported } from './imported.ts'

/** What was changed or left out, a line each, with its path in the file. */
export const notesText = (file: string, imported: readonly Imported[]): string =>
  imported
    .flatMap((one) => [...changesOf(one), ...reasonsOf(one)])
    .map(([path, text]) => `${file}${path === '' ? '' : ` ${path}`}: ${text}\n`)
    .join('')

type Line = readonly [path: string, text: string]

const changesOf = ({ subscription, notes }: Imported): readonly Line[] =>
  notes.map(({ path, text }) => [subscription.path === '' ? path : `${subscription.path}.${path}`, text])

const reasonsOf = (imported: Imported): readonly Line[] =>
  imported._tag === 'Kept'
    ? []
    : imported.reasons.map((reason) => [
        imported.subscription.path,
        `${imported.subscription.name} is left out: ${reason}`,
      ])

/** `4 routes, 1 subscription left out, 7 notes`. */
export const sumText = (imported: readonly Imported[]): string => {
  const routes = imported.filter(({ _tag }) => _tag === 'Kept').length
  const notes = imported.reduce((sum, one) => sum + one.notes.length, 0)
  return [
    counted(routes, 'route'),
    `${counted(imported.length - routes, 'subscription')} left out`,
    counted(notes, 'note'),
  ].join(', ')
}

const counted = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`
