/** Everything there is to know of a case, and through it of others. */
export const WHOLE_CASE = `id number subject status priority waitingSince snoozedUntil openedAt closedAt lastMessageAt preview unsent permissions
  owner { id name initials email roles } team { name members { name } } labels { name }
  customer { id name language handles { name handle email } cases { id number subject preview } alike { id name handles { email } } }
  connections { id name level rights { id } }
  messages(last: 20) { edges { cursor node { id direction visibility text redacted at editedAt deletedAt author language
    connection { id name } user { name } delivery { state reason } } } }
  notes { text user { name } } events { type data user { name } }
  audiences { threadId connection { id name } }`
