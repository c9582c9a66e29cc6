import type { AudienceFragment } from '../../api/types.ts'

/** The addressee of an answer: the one its writer chose while they are among the people there, else the one the server names. */
export const addresseeOf = ({ people, to }: AudienceFragment, chosenId: string | undefined) =>
  people.find(({ id }) => id === chosenId) ?? to ?? undefined
