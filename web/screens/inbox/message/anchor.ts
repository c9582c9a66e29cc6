/** What a message is called in an address. */
export const anchorOf = (id: string): string => `m-${id}`
