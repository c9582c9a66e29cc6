/** The shortest password the server takes, in characters. */
export const PASSWORD_LENGTH = 12
