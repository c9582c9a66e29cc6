const sentences = {
  nl: {
    length: (all: string) => `[Ingekort: het hele bericht heeft ${all} tekens.]`,
    files: (count: string) => `[Weggelaten bestanden: ${count}.]`,
  },
  en: {
    length: (all: string) => `[Shortened: the whole message has ${all} characters.]`,
    files: (count: string) => `[Files left out: ${count}.]`,
  },
  es: {
    length: (all: string) => `[Abreviado: el mensaje completo tiene ${all} caracteres.]`,
    files: (count: string) => `[Archivos omitidos: ${count}.]`,
  },
}

export type Language = keyof typeof sentences

/** A sentence in a message that was too long to keep, or had too many files. */
export function leftOut(language: Language, { length, files }: { length?: number; files?: number }): string {
  const count = new Intl.NumberFormat(language, { useGrouping: 'always' })
  const said = sentences[language]
  return [
    ...(length === undefined ? [] : [said.length(count.format(length))]),
    ...(files === undefined ? [] : [said.files(count.format(files))]),
  ].join(' ')
}
