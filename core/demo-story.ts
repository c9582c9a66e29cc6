// How the stories of the demo are told: who wrote what, and what the colleagues of a school did with it.

/** On the organisation's page, on somebody else's, to it alone, or by the web form. */
export type Where = 'page' | 'elsewhere' | 'direct' | 'form'

/** When: so many minutes ago, or so many days ago at a time of an office. */
export type When = number | readonly [daysAgo: number, clock: string]

export type Act =
  | readonly [when: When, who: string, act: 'takes' | 'closes' | 'pends']
  | readonly [when: When, who: string, act: 'writes' | 'answers' | 'notes' | 'drafts', text: string]
  /** An answer that the network refuses for good, because what it answers is gone; one of which nobody learns what became. */
  | readonly [when: When, who: string, act: 'answersInVain' | 'answersUnseen', text: string]
  | readonly [when: When, who: string, act: 'labels' | 'hands', what: string]
  | readonly [when: When, who: string, act: 'prioritises', priority: 'high' | 'urgent']
  | readonly [when: When, who: string, act: 'snoozes', hours: number]

/** One person's matter, from their first words on. */
export interface Story {
  /** A handle on the network, or a name on the form. */
  who: string
  where: Where
  subject?: string
  email?: string
  acts: readonly Act[]
}

export const LABELS = ['Aanmelden', 'Compliment', 'Klacht', 'Open dag', 'Rooster', 'Stage', 'Ziekmelden'] as const
export const TEAM = 'Studentenzaken'

/** A post that somebody writes on the network. */
export const on = (who: string, where: Where, ...acts: Act[]): Story => ({ who, where, acts })
/** A question that somebody asks by the form. */
export const form = (who: string, subject: string, ...acts: Act[]): Story => ({
  who,
  where: 'form',
  subject,
  email: `${who
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(' ', '.')
    .replace(/[^a-z.]/g, '')}@example.org`,
  acts,
})
