/** Says of each refusal of the system what it was and what to do. `it` is the file, folder or address, as far as known. */
const refusals: Record<string, (it: string) => string> = {
  ENOSPC: it => `The disk is full: ${it} cannot be written. Make room, then try again.`,
  EDQUOT: it => `The space that this user may use is full: ${it} cannot be written. Make room, then try again.`,
  EACCES: it => `This user may not use ${it}. Give it to the user that runs Webcare.`,
  EPERM: it => `This user may not change ${it}. Give it to the user that runs Webcare.`,
  EROFS: it => `The disk of ${it} is mounted to be read only. Mount it so that it can be written.`,
  EIO: it => `The disk of ${it} fails. Look at the disk before anything else.`,
  EISDIR: it => `${it} is a folder, where a file is expected.`,
  ENOTDIR: it => `A part of the path ${it} is a file, where a folder is expected.`,
  ENOENT: it => `There is no ${it}.`,
  EEXIST: it => `There is something at ${it} already, and it cannot be used.`,
  ELOOP: it => `${it} is a link that leads to itself.`,
  ENAMETOOLONG: it => `The path ${it} is too long for this disk.`,
  EMFILE: () => 'Too many files are open. Allow this user more of them (ulimit -n).',
  ENFILE: () => 'Too many files are open on this machine. End what opens them.',
  ENOMEM: () => 'The machine has no memory left.',
  EBUSY: it => `Something else uses ${it}.`,
  EADDRINUSE: it => `Somebody listens on ${it} already. Stop them, or name another PORT.`,
  EADDRNOTAVAIL: it => `${it} is no address of this machine. Name another HOST.`,
  ENOTFOUND: it => `There is no host ${it}.`,
}

/** A refusal of the system, as a sentence that says what to do; undefined when an error is not the system's. */
export function refusalOf(error: unknown): string | undefined {
  const { code, path, dest, address, port, syscall, message } = (error ?? {}) as NodeJS.ErrnoException & {
    dest?: string
    address?: string
    port?: number
  }
  if (!code || syscall === undefined) return undefined
  const it = path ?? dest ?? (address && [address, port].filter(part => part !== undefined).join(':'))
  const sentence = refusals[code]?.(it ?? 'something it needs')
  return sentence ? `${sentence} (${code})` : `The system refused this: ${message}.`
}
