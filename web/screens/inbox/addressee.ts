import type { AudienceFragment } from '../../api/types.ts'

/** Whom an answer goes to: whom its writer chose while they are among the people there, else whom the server names. */
export const addresseeOf = ({ people, to }: AudienceFragment, chosenId: string | undefined) =>
  people.find(({ id }) => id === chosenId) ?? to ?? undefined
