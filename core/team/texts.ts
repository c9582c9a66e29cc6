import type { Language } from './person.ts'

interface Letter {
  subject: string
  text: string
}

const nl = {
  invite: (name: string, organisation: string, url: string): Letter => ({
    subject: `Je uitnodiging voor Webcare van ${organisation}`,
    text: `Hallo ${name},

Je bent uitgenodigd voor Webcare van ${organisation}. Kies hier je wachtwoord:

${url}

De link werkt één keer en blijft 72 uur geldig. Verwachtte je deze mail niet? Dan hoef je niets te doen.
`,
  }),
  reset: (name: string, organisation: string, url: string): Letter => ({
    subject: `Een nieuw wachtwoord voor Webcare van ${organisation}`,
    text: `Hallo ${name},

Met deze link kies je een nieuw wachtwoord:

${url}

De link werkt één keer en blijft 30 minuten geldig. Heb je hier niet om gevraagd? Dan hoef je niets te doen: je wachtwoord blijft hetzelfde.
`,
  }),
  passwordChanged: (name: string, organisation: string): Letter => ({
    subject: `Je wachtwoord voor Webcare van ${organisation} is gewijzigd`,
    text: `Hallo ${name},

Je wachtwoord is zojuist gewijzigd. Op al je andere apparaten ben je nu uitgelogd. Was jij dit niet? Waarschuw dan meteen een beheerder.
`,
  }),
}

const en: typeof nl = {
  invite: (name, organisation, url) => ({
    subject: `Your invitation to Webcare for ${organisation}`,
    text: `Hello ${name},

You have been invited to Webcare for ${organisation}. Choose your password here:

${url}

The link works once and is valid for 72 hours. Were you not expecting this e-mail? Then you can ignore it.
`,
  }),
  reset: (name, organisation, url) => ({
    subject: `A new password for Webcare for ${organisation}`,
    text: `Hello ${name},

Choose a new password with this link:

${url}

The link works once and is valid for 30 minutes. Did you not request this? Then you can ignore this e-mail: your password stays the same.
`,
  }),
  passwordChanged: (name, organisation) => ({
    subject: `Your password for Webcare for ${organisation} was changed`,
    text: `Hello ${name},

Your password has just been changed, and you have been signed out on all your other devices. Was this not you? Then tell an admin right away.
`,
  }),
}

const es: typeof nl = {
  invite: (name, organisation, url) => ({
    subject: `Tu invitación a Webcare de ${organisation}`,
    text: `Hola, ${name}:

Te han invitado a Webcare de ${organisation}. Elige aquí tu contraseña:

${url}

El enlace funciona una sola vez, durante 72 horas. ¿No esperabas este mensaje? Entonces no tienes que hacer nada.
`,
  }),
  reset: (name, organisation, url) => ({
    subject: `Una contraseña nueva para Webcare de ${organisation}`,
    text: `Hola, ${name}:

Elige una contraseña nueva con este enlace:

${url}

El enlace funciona una sola vez, durante 30 minutos. ¿No lo has pedido tú? Entonces no tienes que hacer nada: tu contraseña sigue siendo la misma.
`,
  }),
  passwordChanged: (name, organisation) => ({
    subject: `Tu contraseña de Webcare de ${organisation} ha cambiado`,
    text: `Hola, ${name}:

Tu contraseña acaba de cambiar y se han cerrado todas tus demás sesiones. ¿No has sido tú? Avisa enseguida a un administrador.
`,
  }),
}

/** What the team module writes to colleagues. The Dutch text is the model: another language that lacks one does not compile. */
export const letters: Record<Language, typeof nl> = { nl, en, es }
