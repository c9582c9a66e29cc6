/** Somebody who wrote on a thread of a case. */
export interface Writer {
  handleId: string
  customerId: string
  /** The newest message they wrote there by hand; null when a program wrote all of theirs. */
  seq: number | null
}

/** Those an answer on a thread may go to: whoever wrote there by hand, the case's customer first, then the latest. */
export const peopleOf = <Person extends Writer>(writers: readonly Person[], customerId: string): Person[] =>
  writers
    .filter(({ seq }) => seq !== null)
    .sort((a, b) => Number(b.customerId === customerId) - Number(a.customerId === customerId) || b.seq! - a.seq!)

/**
 * Whom we answer on a thread: the person an agent chose among those who wrote there, else the customer of the case, at the
 * handle they last wrote with by hand. Nobody else becomes it by writing, whatever token or reference brought them in; a
 * program never does; and how often we wrote ourselves since makes no difference.
 */
export function addresseeOf<Person extends Writer>(
  writers: readonly Person[],
  customerId: string,
  chosenId?: string | null,
): Person | undefined {
  const people = peopleOf(writers, customerId)
  if (chosenId) return people.find(({ handleId }) => handleId === chosenId)
  return people.find(person => person.customerId === customerId)
}
