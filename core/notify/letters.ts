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
    subject: `Case #${number} is aan jou toegewezen`,
    text: `Een collega heeft case #${number} aan jou toegewezen.`,
  }),
  customer_wrote: ({ number }) => ({
    subject: `Nieuw bericht in case #${number}`,
    text: `De klant heeft geschreven in je case #${number}.`,
  }),
  unassigned: ({ number }) => ({
    subject: `Nieuwe vraag: case #${number}`,
    text: `Er is een nieuwe vraag die nog niemand heeft: case #${number}.`,
  }),
  reply_failed: ({ number }) => ({
    subject: `Je antwoord in case #${number} is niet verstuurd`,
    text: `Je antwoord in case #${number} is niet verstuurd. De tekst is bewaard. In de case lees je waarom.`,
  }),
  reply_uncertain: ({ number }) => ({
    subject: `Is je antwoord in case #${number} verstuurd?`,
    text: `Het is niet zeker of je antwoord in case #${number} is verstuurd. Kijk op het kanaal en beslis of het opnieuw moet.`,
  }),
  connection_ill: ({ connection, problem }) => ({
    subject: `${connection} werkt niet`,
    text: `Webcare heeft geen verbinding met ${connection}. Berichten komen misschien niet binnen en antwoorden wachten tot dit is opgelost. Dit is de melding:

${problem}`,
  }),
  task_finished: () => ({
    subject: 'Je taak in Webcare is klaar',
    text: 'Een taak die je in Webcare hebt gestart, is klaar. Het resultaat staat bij Taken.',
  }),
  around: ({ name, text, url, choose }) => `Hallo ${name},

${text}

${url}

Kies zelf welke meldingen je per e-mail krijgt: ${choose}
`,
}

const en: Letters = {
  assigned: ({ number }) => ({
    subject: `Case #${number} is assigned to you`,
    text: `A colleague assigned case #${number} to you.`,
  }),
  customer_wrote: ({ number }) => ({
    subject: `New message in case #${number}`,
    text: `The customer has written in your case #${number}.`,
  }),
  unassigned: ({ number }) => ({
    subject: `New question: case #${number}`,
    text: `There is a new question without an owner: case #${number}.`,
  }),
  reply_failed: ({ number }) => ({
    subject: `Your reply in case #${number} was not sent`,
    text: `Your reply in case #${number} was not sent. The text is kept. The case tells you why.`,
  }),
  reply_uncertain: ({ number }) => ({
    subject: `Was your reply in case #${number} sent?`,
    text: `It is not certain whether your reply in case #${number} was sent. Check the channel, and decide whether to send it again.`,
  }),
  connection_ill: ({ connection, problem }) => ({
    subject: `${connection} is not working`,
    text: `Webcare cannot connect to ${connection}. Messages may not come in, and replies wait until this is solved. The error is:

${problem}`,
  }),
  task_finished: () => ({
    subject: 'Your task in Webcare is done',
    text: 'A task that you started in Webcare is done. You can find the result under Tasks.',
  }),
  around: ({ name, text, url, choose }) => `Hello ${name},

${text}

${url}

Choose which notifications you get by e-mail: ${choose}
`,
}

const es: Letters = {
  assigned: ({ number }) => ({
    subject: `Se te ha asignado el caso n.º ${number}`,
    text: `Un compañero te ha asignado el caso n.º ${number}.`,
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
    text: `Tu respuesta en el caso n.º ${number} no se ha enviado. El texto se conserva. En el caso puedes ver por qué.`,
  }),
  reply_uncertain: ({ number }) => ({
    subject: `¿Se ha enviado tu respuesta en el caso n.º ${number}?`,
    text: `No es seguro que tu respuesta en el caso n.º ${number} se haya enviado. Compruébalo en el canal y decide si hay que enviarla de nuevo.`,
  }),
  connection_ill: ({ connection, problem }) => ({
    subject: `${connection} no funciona`,
    text: `Webcare no puede conectarse a ${connection}. Puede que no entren mensajes, y las respuestas esperan hasta que se resuelva. Este es el error:

${problem}`,
  }),
  task_finished: () => ({
    subject: 'Tu tarea en Webcare ha terminado',
    text: 'Ha terminado una tarea que iniciaste en Webcare. El resultado está en Tareas.',
  }),
  around: ({ name, text, url, choose }) => `Hola, ${name}:

${text}

${url}

Elige qué notificaciones te llegan por correo: ${choose}
`,
}

/** What is mailed of each kind of notification. */
export const letters: Record<Language, Letters> = { nl, en, es }
