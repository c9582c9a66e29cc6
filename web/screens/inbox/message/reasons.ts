import type { ConversationKey } from '../../../locales/conversation/texts.ts'
import { t } from '../words.ts'

/** What our own system says about an answer or a file that did not get through, and the text for it. */
export const known: Readonly<Record<string, ConversationKey>> = {
  'It could not leave for more than an hour: does it still fit?': 'reason.late',
  'The clock was set back since it was written: does it still fit?': 'reason.clock',
  'The same words went to this conversation three times today': 'reason.same',
  'It can no longer be answered': 'reason.window',
  'It was cut off while being sent': 'reason.cut',
  'The plugin did not finish in time': 'reason.slow',
  'The plugin failed': 'reason.plugin',
  'The plugin gave no id': 'reason.plugin',
  'It could not be read': 'reason.unread',
  'A file of this answer is no longer there. Attach it again, then send the answer.': 'reason.fileGone',
  'Webcare itself could not make it ready. An admin finds in the log why.': 'reason.fault',
  'There is nobody to answer here: only others or a program wrote. Choose whom it is for.': 'reason.noAddressee',
  'The conversation became public after this was written. Take it back, or send it again for everybody to read.':
    'reason.becamePublic',
  'It was not there, so it is sent again': 'reason.again',
  'Sent again: this channel posts it once': 'reason.once',
  'The connection is out of use for now': 'reason.paused',
  'It was returned': 'reason.returned',
  'The network gave no answer': 'reason.silent',
  'It is larger than what is kept': 'reason.large',
  'Nobody here knows how to fetch it': 'reason.nobody',
}

/** The reason in the reader's language, where it is one of ours; a platform's own words are nobody's to translate. */
export function translated(reason: string): string | undefined {
  const key = known[reason.replace(/^(The plugin failed) with .*/, '$1')]
  if (key) return t(key)
  const status = /^HTTP (\d{3})$/.exec(reason)?.[1]
  return status && t('reason.http', { status })
}
