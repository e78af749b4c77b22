import type { Writable } from 'node:stream'
import { styleText } from 'node:util'

/** What a text is, in the eyes of its reader. */
export type Tone = 'good' | 'bad' | 'quiet' | 'strong'

const formats = { good: 'green', bad: 'red', quiet: 'dim', strong: 'bold' } as const

/** A text in the colour of its tone, where the stream shows colours: not in a pipe, not with NO_COLOR. */
export const paint = (stream: Writable, tone: Tone, text: string): string => styleText(formats[tone], text, { stream })
