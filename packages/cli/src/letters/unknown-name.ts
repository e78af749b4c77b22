import type { LetterFilter } from '@vouchrelay/core'
import { thereIsNo } from '../there-is-no.ts'
import type { StateAtHand } from '../with-state.ts'

/**
 * Says that a filter names a route or source that there is not: neither the settings nor a letter has it. A letter may be of
 * one that the settings name no more.
 */
export const unknownName = ({ route, source }: LetterFilter, { reader, settings }: StateAtHand): string | undefined => {
  const missing = (what: 'route' | 'source', name: string | undefined, named: readonly { readonly name: string }[]) => {
    const names = named.map((one) => one.name)
    if (name === undefined || names.includes(name) || reader.letters.count({ [what]: name }) > 0) return undefined
    return thereIsNo(what, name, names)
  }
  return missing('route', route, settings.routes) ?? missing('source', source, settings.sources)
}
