/**
 * A line of text in which nothing steers a terminal: control characters as JSON writes them. For texts of events, which
 * anybody may have sent.
 */
export const plain = (text: string): string =>
  text.replaceAll(/\p{Cc}/gu, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
