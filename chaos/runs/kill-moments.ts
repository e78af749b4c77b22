import type { Chance } from '../../test/journey/seeded.ts'
import { killPoints, type KillPointName } from '../preload/kill-points.ts'

/** When a relay is killed: from outside at a moment that chance chooses, or by itself at a point. */
export type KillMoment =
  /** So many milliseconds after it was started, ready or not. */
  | { readonly _tag: 'Starting'; readonly afterMs: number }
  /** After so many answers to senders, or so many requests to the destination. */
  | { readonly _tag: 'Working'; readonly answers: number; readonly requests: number }
  | { readonly _tag: 'Point'; readonly name: KillPointName; readonly nth: number; readonly afterUs: number }

/** Moments for so many kills: each point in turn, from the first that is named, and between two of them one at random. */
export const killMoments = (kills: number, first: number, chance: Chance): readonly KillMoment[] =>
  Array.from({ length: kills }, (_, i) => {
    const name = i % 2 === 0 ? killPoints[(first + i / 2) % killPoints.length] : undefined
    if (name !== undefined)
      return { _tag: 'Point', name, nth: chance.between(1, 12), afterUs: Math.floor(1_500 * chance.next() ** 3) }
    if (chance.next() < 0.15) return { _tag: 'Starting', afterMs: chance.between(50, 1_000) }
    const isByAnswers = chance.next() < 0.5
    return {
      _tag: 'Working',
      answers: isByAnswers ? chance.between(0, 40) : Infinity,
      requests: isByAnswers ? Infinity : chance.between(0, 200),
    }
  })

/** Points at which a relay is while it works, whatever its file holds: it kills itself there, and never past them. */
const surePoints = [
  'before a request',
  'after an answer',
  'while an outcome is written',
  'after the intake commit',
] as const

/** Moments for a few kills: each of them comes where something is under way. */
export const sureMoments = (kills: number, first: number, chance: Chance): readonly KillMoment[] =>
  Array.from({ length: kills }, (_, i) => ({
    _tag: 'Point',
    name: surePoints[(first + i) % surePoints.length] ?? 'after an answer',
    nth: chance.between(6, 12),
    afterUs: 0,
  }))
