import type { Language } from '../team/person.ts'
import type { NotificationKind } from './notifications.ts'

interface Letter {
  subject: string
  text: string
}

/** What a letter may tell: never what somebody wrote, for others may read along in a mailbox. */
export interface Facts {
  /** Of the case. */
  number: number
  /** What the connection is called. */
  connection: string
  /** Why it does not work. */
  problem: string
}

type Letters = Record<NotificationKind, (facts: Facts) => Letter> & {
  /** What stands around it: to whom, where to look, and where to choose. */
  around: (parts: { name: string; text: string; url: string; choose: string }) => string
}

const nl: Letters = {
  assigned: ({ number }) => ({
    subject: `Case #${number} is nu van jou`,
    text: `Een collega gaf je case #${number}.`,
  }),
  customer_wrote: ({ number }) => ({
    subject: `Nieuw bericht in case #${number}`,
    text: `De klant schreef in je case #${number}.`,
  }),
  unassigned: ({ number }) => ({
    subject: `Nieuwe vraag: case #${number}`,
    text: `Er is een nieuwe vraag die nog niemand heeft: case #${number}.`,
  }),
  reply_failed: ({ number }) => ({
    subject: `Je antwoord in case #${number} is niet verzonden`,
    text: `Je antwoord in case #${number} is niet verzonden. De tekst is bewaard, en in de case staat waarom.`,
  }),
  reply_uncertain: ({ number }) => ({
    subject: `Is je antwoord in case #${number} verzonden?`,
    text: `Het is niet zeker of je antwoord in case #${number} is verzonden. Kijk en beslis of het nog eens moet.`,
  }),
  connection_ill: ({ connection, problem }) => ({
    subject: `${connection} werkt niet`,
    text: `Webcare kan niet bij ${connection}. Berichten komen misschien niet binnen en antwoorden blijven wachten tot dit is opgelost. Dit is de melding:

${problem}`,
  }),
  task_finished: () => ({
    subject: 'Je taak in Webcare is klaar',
    text: 'Een taak die je in Webcare startte, is klaar. Bij Taken staat wat eruit kwam.',
  }),
  around: ({ name, text, url, choose }) => `Hallo ${name},

${text}

${url}

Wat je per e-mail hoort, kies je zelf: ${choose}
`,
}

const en: Letters = {
  assigned: ({ number }) => ({
    subject: `Case #${number} is yours now`,
    text: `A colleague gave you case #${number}.`,
  }),
  customer_wrote: ({ number }) => ({
    subject: `New message in case #${number}`,
    text: `The customer wrote in your case #${number}.`,
  }),
  unassigned: ({ number }) => ({
    subject: `New question: case #${number}`,
    text: `There is a new question that nobody has yet: case #${number}.`,
  }),
  reply_failed: ({ number }) => ({
    subject: `Your reply in case #${number} was not sent`,
    text: `Your reply in case #${number} was not sent. Its text is kept, and the case says why.`,
  }),
  reply_uncertain: ({ number }) => ({
    subject: `Was your reply in case #${number} sent?`,
    text: `It is not certain whether your reply in case #${number} was sent. Look, and decide whether to send it again.`,
  }),
  connection_ill: ({ connection, problem }) => ({
    subject: `${connection} does not work`,
    text: `Webcare cannot get to ${connection}. Messages may not come in, and replies wait until this is solved. This is what it says:

${problem}`,
  }),
  task_finished: () => ({
    subject: 'Your task in Webcare is done',
    text: 'A task that you started in Webcare is done. Under Tasks you see what came of it.',
  }),
  around: ({ name, text, url, choose }) => `Hello ${name},

${text}

${url}

You choose what reaches you by e-mail: ${choose}
`,
}

const es: Letters = {
  assigned: ({ number }) => ({
    subject: `El caso n.º ${number} ahora es tuyo`,
    text: `Alguien de tu equipo te ha dado el caso n.º ${number}.`,
  }),
  customer_wrote: ({ number }) => ({
    subject: `Mensaje nuevo en el caso n.º ${number}`,
    text: `El cliente ha escrito en tu caso n.º ${number}.`,
  }),
  unassigned: ({ number }) => ({
    subject: `Pregunta nueva: caso n.º ${number}`,
    text: `Ha llegado una pregunta que aún no tiene nadie: caso n.º ${number}.`,
  }),
  reply_failed: ({ number }) => ({
    subject: `Tu respuesta en el caso n.º ${number} no se ha enviado`,
    text: `Tu respuesta en el caso n.º ${number} no se ha enviado. El texto se conserva y el caso dice por qué.`,
  }),
  reply_uncertain: ({ number }) => ({
    subject: `¿Se ha enviado tu respuesta en el caso n.º ${number}?`,
    text: `No se sabe si tu respuesta en el caso n.º ${number} se ha enviado. Mira y decide si hay que enviarla otra vez.`,
  }),
  connection_ill: ({ connection, problem }) => ({
    subject: `${connection} no funciona`,
    text: `Webcare no puede acceder a ${connection}. Puede que no entren mensajes, y las respuestas esperan hasta que se resuelva. Esto es lo que dice:

${problem}`,
  }),
  task_finished: () => ({
    subject: 'Tu tarea en Webcare ha terminado',
    text: 'Ha terminado una tarea que empezaste en Webcare. En Tareas puedes ver el resultado.',
  }),
  around: ({ name, text, url, choose }) => `Hola, ${name}:

${text}

${url}

Tú eliges qué te llega por correo: ${choose}
`,
}

/** What is mailed of each kind of notification. */
export const letters: Record<Language, Letters> = { nl, en, es }
