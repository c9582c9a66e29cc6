import type { CaseStatus, Priority } from '../db/schema.ts'
import type { Language } from '../team/person.ts'

interface Words {
  /** What a file is called before its date. */
  file: string
  /** Between the values of a line: where the comma is in numbers, spreadsheets expect a semicolon. */
  separator: ',' | ';'
  columns: Record<Column, string>
  status: Record<CaseStatus, string>
  priority: Record<Priority, string>
}

/** The columns of an export for a spreadsheet, in their order. */
export const columns = [
  'number',
  'subject',
  'customer',
  'channels',
  'status',
  'priority',
  'labels',
  'owner',
  'team',
  'openedAt',
  'waitingSince',
  'snoozedUntil',
  'closedAt',
  'lastMessageAt',
  'lastQuestion',
] as const
export type Column = (typeof columns)[number]

const nl: Words = {
  file: 'cases',
  separator: ';',
  columns: {
    number: 'Nummer',
    subject: 'Onderwerp',
    customer: 'Klant',
    channels: 'Kanalen',
    status: 'Status',
    priority: 'Prioriteit',
    labels: 'Labels',
    owner: 'Toegewezen aan',
    team: 'Team',
    openedAt: 'Geopend',
    waitingSince: 'Wacht sinds',
    snoozedUntil: 'Uitgesteld tot',
    closedAt: 'Afgerond',
    lastMessageAt: 'Laatste bericht',
    lastQuestion: 'Laatste bericht van de klant',
  },
  status: { new: 'Nieuw', open: 'Open', pending: 'In afwachting', closed: 'Afgerond' },
  priority: { low: 'Laag', normal: 'Normaal', high: 'Hoog', urgent: 'Dringend' },
}

const en: Words = {
  file: 'cases',
  separator: ',',
  columns: {
    number: 'Number',
    subject: 'Subject',
    customer: 'Customer',
    channels: 'Channels',
    status: 'Status',
    priority: 'Priority',
    labels: 'Labels',
    owner: 'Assigned to',
    team: 'Team',
    openedAt: 'Opened',
    waitingSince: 'Waiting since',
    snoozedUntil: 'Snoozed until',
    closedAt: 'Closed',
    lastMessageAt: 'Last message',
    lastQuestion: 'Last message from the customer',
  },
  status: { new: 'New', open: 'Open', pending: 'Waiting', closed: 'Closed' },
  priority: { low: 'Low', normal: 'Normal', high: 'High', urgent: 'Urgent' },
}

const es: Words = {
  file: 'casos',
  separator: ';',
  columns: {
    number: 'Número',
    subject: 'Asunto',
    customer: 'Cliente',
    channels: 'Canales',
    status: 'Estado',
    priority: 'Prioridad',
    labels: 'Etiquetas',
    owner: 'Asignado a',
    team: 'Equipo',
    openedAt: 'Abierto',
    waitingSince: 'Espera desde',
    snoozedUntil: 'Pospuesto hasta',
    closedAt: 'Cerrado el',
    lastMessageAt: 'Último mensaje',
    lastQuestion: 'Último mensaje del cliente',
  },
  status: { new: 'Nuevo', open: 'Abierto', pending: 'En espera', closed: 'Cerrado' },
  priority: { low: 'Baja', normal: 'Normal', high: 'Alta', urgent: 'Urgente' },
}

/** The words of an export, in the language of who asked for it. */
export const words: Record<Language, Words> = { nl, en, es }
