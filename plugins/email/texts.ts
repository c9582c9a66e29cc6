import type { Texts } from 'webcare/plugin'

export const texts: Texts = {
  nl: {
    'E-mail': 'E-mail',
    'Microsoft 365': 'Microsoft 365',
    Google: 'Google',
    'Own mail server': 'Eigen mailserver',
    'Let your administrator register an app with IMAP.AccessAsUser.All and SMTP.Send, and switch on authenticated SMTP for this mailbox.':
      'Laat je beheerder een app registreren met IMAP.AccessAsUser.All en SMTP.Send, en geverifieerde SMTP aanzetten voor deze mailbox.',
    'Switch on two-step verification for this account, and make an app password at myaccount.google.com/apppasswords.':
      'Zet verificatie in twee stappen aan voor dit account en maak een app-wachtwoord op myaccount.google.com/apppasswords.',
    'Your provider’s page on mail programs names both servers.':
      'Beide servers staan op de pagina van je provider over mailprogramma’s.',
    'Address of this mailbox': 'E-mailadres',
    'Name that customers see': 'Naam die klanten zien',
    'IMAP server': 'IMAP-server (ontvangen)',
    'IMAP port': 'IMAP-poort',
    'IMAP encryption': 'IMAP-versleuteling',
    'SMTP server': 'SMTP-server (versturen)',
    'SMTP port': 'SMTP-poort',
    'SMTP encryption': 'SMTP-versleuteling',
    'tls: encrypted from the start. starttls: encrypted before signing in. none: only within one machine.':
      'tls: versleuteld vanaf het begin. starttls: versleuteld voor het inloggen. none: alleen binnen één machine.',
    'User name': 'Gebruikersnaam',
    'Sign in with': 'Inloggen met',
    'xoauth2 is what Microsoft 365 needs, and what Google Workspace advises.':
      'Nodig voor Microsoft 365: xoauth2. Google Workspace raadt het aan.',
    'Password (or app password)': 'Wachtwoord (of app-wachtwoord)',
    'XOAUTH2: token endpoint': 'XOAUTH2: adres voor tokens',
    'XOAUTH2: client ID': 'XOAUTH2: client-ID',
    'XOAUTH2: client secret': 'XOAUTH2: clientgeheim',
    'XOAUTH2: refresh token': 'XOAUTH2: vernieuwingstoken',
    'Folder to read': 'Map om te lezen',
    'Days of earlier mail to fetch when the connection starts': 'Aantal dagen eerdere e-mail om op te halen',
    'Mark mail as read once Webcare has it': 'E-mail als gelezen markeren zodra Webcare die heeft',
    'Save a copy of each reply in the Sent folder': 'Kopie van elk antwoord opslaan in Verzonden items',
    'Leave this off for Gmail and Microsoft 365: they do this themselves.':
      'Laat dit uit bij Gmail en Microsoft 365: die doen dit zelf.',
    'Reply address with a token': 'Antwoordadres met een token',
    'Such as support+{token}@school.nl, if the mail server delivers those to this mailbox.':
      'Zoals support+{token}@school.nl, als de mailserver die in deze mailbox bezorgt.',
    'Addresses that web forms mail from': 'Afzenders van webformulieren',
    'Such as website@school.nl, with commas between them. Of their mails the visitor in Reply-To, or in the field “E-mail”, is the customer. Only for forms that you trust.':
      'Zoals website@school.nl, met komma’s ertussen. Bij hun e-mails is de bezoeker in Reply-To, of in het veld “E-mail”, de klant. Alleen voor formulieren die je vertrouwt.',
    'IMAP: connected': 'IMAP: verbonden',
    'IMAP: signed in': 'IMAP: ingelogd',
    'IMAP: folder {path} found ({count} messages)': 'IMAP: map {path} gevonden ({count} berichten)',
    'SMTP: connected': 'SMTP: verbonden',
    'SMTP: signed in': 'SMTP: ingelogd',
    'SMTP: asks for no sign-in': 'SMTP: inloggen niet nodig',
    '{host} does not let {user} in. Check the user name and password, and that SMTP sign-in is switched on for this mailbox.':
      '{host} laat {user} niet binnen. Controleer gebruikersnaam en wachtwoord, en of inloggen via SMTP aanstaat voor deze mailbox.',
    '{host} does not let {user} in: {said}. Check the user name and password, and that SMTP sign-in is switched on for this mailbox.':
      '{host} laat {user} niet binnen: {said}. Controleer gebruikersnaam en wachtwoord, en of inloggen via SMTP aanstaat voor deze mailbox.',
    '{host} does not let {user} in. Check the user name and password, and that IMAP is switched on for this mailbox.':
      '{host} laat {user} niet binnen. Controleer gebruikersnaam en wachtwoord, en of IMAP aanstaat voor deze mailbox.',
    '{host} does not let {user} in: {said}. Check the user name and password, and that IMAP is switched on for this mailbox.':
      '{host} laat {user} niet binnen: {said}. Controleer gebruikersnaam en wachtwoord, en of IMAP aanstaat voor deze mailbox.',
    '{host} refuses for now: {said}': '{host} weigert voorlopig: {said}',
    '{host} refuses: {said}': '{host} weigert: {said}',
    '{host} refuses for now.': '{host} weigert voorlopig.',
    '{host} refuses for now: {said}.': '{host} weigert voorlopig: {said}.',
    '{host} does not accept mail this large. Send the files another way.':
      '{host} accepteert zulke grote e-mails niet. Stuur de bestanden op een andere manier.',
    '{host} had the whole mail and did not say whether it took it.':
      '{host} kreeg de hele e-mail, maar bevestigde niet of die is geaccepteerd.',
    'There is no folder “{folder}”. There are: {names}.': 'Er is geen map “{folder}”. Wel: {names}.',
    'It took too long.': 'Het duurde te lang.',
    'The server did not search the folder.': 'De server kon de map niet doorzoeken.',
    'The server skipped a mail.': 'De server sloeg een e-mail over.',
    'There is no password in the settings.': 'Er is geen wachtwoord ingevuld.',
    'There is no refresh token in the settings.': 'Er is geen vernieuwingstoken ingevuld.',
    'The token endpoint or the client ID is missing in the settings.':
      'Het adres voor tokens of de client-ID is niet ingevuld.',
    'The token endpoint {host} does not answer.': 'Het adres voor tokens {host} reageert niet.',
    'The token endpoint answers {status}.': 'Het adres voor tokens gaf status {status}.',
    'The token endpoint refuses ({why}). Check the client, and sign in anew for a refresh token.':
      'Het adres voor tokens weigert ({why}). Controleer de client en log opnieuw in voor een vernieuwingstoken.',
    'The mail came without an address that can be answered.': 'De e-mail kwam zonder adres waarop je kunt antwoorden.',
  },
  es: {
    'E-mail': 'Correo electrónico',
    'Microsoft 365': 'Microsoft 365',
    Google: 'Google',
    'Own mail server': 'Servidor de correo propio',
    'Let your administrator register an app with IMAP.AccessAsUser.All and SMTP.Send, and switch on authenticated SMTP for this mailbox.':
      'Pide a tu administrador que registre una aplicación con IMAP.AccessAsUser.All y SMTP.Send, y que active SMTP autenticado para este buzón.',
    'Switch on two-step verification for this account, and make an app password at myaccount.google.com/apppasswords.':
      'Activa la verificación en dos pasos en esta cuenta y crea una contraseña de aplicación en myaccount.google.com/apppasswords.',
    'Your provider’s page on mail programs names both servers.':
      'La página de tu proveedor sobre programas de correo indica ambos servidores.',
    'Address of this mailbox': 'Dirección de correo',
    'Name that customers see': 'Nombre que ven los clientes',
    'IMAP server': 'Servidor IMAP (recibir)',
    'IMAP port': 'Puerto IMAP',
    'IMAP encryption': 'Cifrado IMAP',
    'SMTP server': 'Servidor SMTP (enviar)',
    'SMTP port': 'Puerto SMTP',
    'SMTP encryption': 'Cifrado SMTP',
    'tls: encrypted from the start. starttls: encrypted before signing in. none: only within one machine.':
      'tls: cifrado desde el principio. starttls: cifrado antes de iniciar sesión. none: solo dentro de una máquina.',
    'User name': 'Nombre de usuario',
    'Sign in with': 'Iniciar sesión con',
    'xoauth2 is what Microsoft 365 needs, and what Google Workspace advises.':
      'Microsoft 365 exige xoauth2; Google Workspace lo recomienda.',
    'Password (or app password)': 'Contraseña (o contraseña de aplicación)',
    'XOAUTH2: token endpoint': 'XOAUTH2: dirección de tokens',
    'XOAUTH2: client ID': 'XOAUTH2: ID de cliente',
    'XOAUTH2: client secret': 'XOAUTH2: secreto de cliente',
    'XOAUTH2: refresh token': 'XOAUTH2: token de renovación',
    'Folder to read': 'Carpeta que se lee',
    'Days of earlier mail to fetch when the connection starts': 'Días de correo anterior que se traen al empezar',
    'Mark mail as read once Webcare has it': 'Marcar el correo como leído cuando Webcare lo tenga',
    'Save a copy of each reply in the Sent folder': 'Guardar una copia de cada respuesta en Enviados',
    'Leave this off for Gmail and Microsoft 365: they do this themselves.':
      'Déjalo desactivado en Gmail y Microsoft 365: ya lo hacen ellos.',
    'Reply address with a token': 'Dirección de respuesta con un token',
    'Such as support+{token}@school.nl, if the mail server delivers those to this mailbox.':
      'Como support+{token}@school.nl, si el servidor de correo los entrega en este buzón.',
    'Addresses that web forms mail from': 'Remitentes de los formularios web',
    'Such as website@school.nl, with commas between them. Of their mails the visitor in Reply-To, or in the field “E-mail”, is the customer. Only for forms that you trust.':
      'Como website@school.nl, separadas por comas. En sus correos, el cliente es el visitante de Reply-To o del campo «E-mail». Solo para formularios de confianza.',
    'IMAP: connected': 'IMAP: conectado',
    'IMAP: signed in': 'IMAP: sesión iniciada',
    'IMAP: folder {path} found ({count} messages)': 'IMAP: carpeta {path} encontrada ({count} mensajes)',
    'SMTP: connected': 'SMTP: conectado',
    'SMTP: signed in': 'SMTP: sesión iniciada',
    'SMTP: asks for no sign-in': 'SMTP: no pide iniciar sesión',
    '{host} does not let {user} in. Check the user name and password, and that SMTP sign-in is switched on for this mailbox.':
      '{host} no deja entrar a {user}. Comprueba el usuario y la contraseña, y que este buzón permita SMTP.',
    '{host} does not let {user} in: {said}. Check the user name and password, and that SMTP sign-in is switched on for this mailbox.':
      '{host} no deja entrar a {user}: {said}. Comprueba el usuario y la contraseña, y que este buzón permita SMTP.',
    '{host} does not let {user} in. Check the user name and password, and that IMAP is switched on for this mailbox.':
      '{host} no deja entrar a {user}. Comprueba el usuario y la contraseña, y que este buzón permita IMAP.',
    '{host} does not let {user} in: {said}. Check the user name and password, and that IMAP is switched on for this mailbox.':
      '{host} no deja entrar a {user}: {said}. Comprueba el usuario y la contraseña, y que este buzón permita IMAP.',
    '{host} refuses for now: {said}': '{host} lo rechaza por ahora: {said}',
    '{host} refuses: {said}': '{host} lo rechaza: {said}',
    '{host} refuses for now.': '{host} lo rechaza por ahora.',
    '{host} refuses for now: {said}.': '{host} lo rechaza por ahora: {said}.',
    '{host} does not accept mail this large. Send the files another way.':
      '{host} no acepta correos tan grandes. Envía los archivos de otro modo.',
    '{host} had the whole mail and did not say whether it took it.':
      '{host} ha recibido el correo entero, pero no ha confirmado si lo ha aceptado.',
    'There is no folder “{folder}”. There are: {names}.': 'No hay ninguna carpeta «{folder}». Hay: {names}.',
    'It took too long.': 'Ha tardado demasiado.',
    'The server did not search the folder.': 'El servidor no ha podido buscar en la carpeta.',
    'The server skipped a mail.': 'El servidor ha omitido un correo.',
    'There is no password in the settings.': 'Falta la contraseña.',
    'There is no refresh token in the settings.': 'Falta el token de renovación.',
    'The token endpoint or the client ID is missing in the settings.':
      'Falta la dirección de tokens o el ID de cliente.',
    'The token endpoint {host} does not answer.': 'La dirección de tokens {host} no responde.',
    'The token endpoint answers {status}.': 'La dirección de tokens ha dado el estado {status}.',
    'The token endpoint refuses ({why}). Check the client, and sign in anew for a refresh token.':
      'La dirección de tokens lo rechaza ({why}). Comprueba el cliente e inicia sesión de nuevo para obtener un token de renovación.',
    'The mail came without an address that can be answered.':
      'El correo ha llegado sin una dirección a la que responder.',
  },
}
