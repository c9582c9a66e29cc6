import { tryText } from '../../locales/text.ts'

/** What a person calls the channel, in their language when we know its kind. */
export const channelName = (connection: { plugin: string; channel: string } | null | undefined): string =>
  connection ? (tryText([`channel.${connection.plugin}`]) ?? connection.channel) : ''
