import type { Source } from '@vouchrelay/core'
import type { FormatSettings } from '../settings/format.ts'
import { createDecode, createUnread } from './decode.ts'
import { formats } from './formats.ts'

/** The part of the source that a dry run needs, too: how it reads what lies on its topics. */
export const readingOf = ({
  format,
  messageId,
  unwanted,
}: Pick<FormatSettings, 'format' | 'messageId' | 'unwanted'>): Pick<Source, 'decode' | 'unread'> => {
  const read = formats[format]
  const unread = unwanted === 'skip' ? createUnread(read) : undefined
  return { decode: createDecode(read, messageId), ...(unread === undefined ? {} : { unread }) }
}
