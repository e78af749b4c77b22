import { InvalidArgumentError } from 'commander'

/** Reads the number of a letter, and adds it to those before. */
export const readId = (text: string, before: readonly number[] = []): readonly number[] => {
  const id = /^\d{1,15}$/.test(text) ? Number(text) : 0
  if (id === 0) throw new InvalidArgumentError('Expected the number of a letter, as `letters list` shows it.')
  return [...before, id]
}
