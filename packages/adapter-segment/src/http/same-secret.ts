import { hash, timingSafeEqual } from 'node:crypto'
import type { Secret } from '@vouchrelay/core'

const digest = (text: string): Buffer => hash('sha256', text, 'buffer')

/**
 * Tells whether a text is one of several secrets, in a time that depends neither on where it differs nor on which of
 * them it is.
 */
export const createMatcher = (secrets: readonly Secret[]): ((text: string) => boolean) => {
  const digests = secrets.map((secret) => digest(secret.reveal()))
  return (text) => {
    const given = digest(text)
    return digests.reduce((found, one) => timingSafeEqual(one, given) || found, false)
  }
}
