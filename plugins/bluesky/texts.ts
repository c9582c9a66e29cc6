import type { Texts } from 'webcare/plugin'

export const texts: Texts = {
  nl: {
    Handle: 'Gebruikersnaam',
    'Without @, such as school.bsky.social, or the DID.': 'Zonder @, zoals school.bsky.social, of de DID.',
    'App password': 'App-wachtwoord',
    'Address of the server': 'Adres van de server',
    'Signed in as @{name}': 'Ingelogd als @{name}',
    'Sees who writes to us': 'Kan lezen wie ons schrijft',
    'Bluesky takes {bytes} bytes at most. Use fewer emoji.':
      'Bluesky accepteert hoogstens {bytes} bytes. Gebruik minder emoji.',
    'The author of this thread lets others reply, but not us.':
      'De schrijver van dit gesprek laat ons niet antwoorden.',
    'Only its author can remove a post from Bluesky.': 'Op Bluesky kan alleen de schrijver een bericht verwijderen.',
    'Only the one who began a thread can hide replies in it.':
      'Alleen wie een gesprek begon, kan er reacties in verbergen.',
    'A thread can hide {count} replies.': 'In één gesprek kunnen {count} reacties verborgen worden.',
    'The thread was changed meanwhile.': 'Het gesprek is intussen veranderd.',
    'The post is gone, or its author blocked us.':
      'Het bericht bestaat niet meer, of de schrijver heeft ons geblokkeerd.',
    'The session had ended.': 'De sessie was verlopen.',
    'Bluesky asks us to wait.': 'Bluesky vraagt ons even te wachten.',
    'Bluesky does not let us in: {why}': 'Bluesky laat ons niet binnen: {why}',
    'Bluesky refuses it: {why}': 'Bluesky weigert het: {why}',
    'Bluesky failed: {why}': 'Er ging iets mis bij Bluesky: {why}',
    'Bluesky gave an answer that we do not understand.': 'Bluesky gaf een onbegrijpelijk antwoord.',
    'This is not valid JSON.': 'Dit is geen geldige JSON.',
    'Its time does not exist.': 'Het tijdstip bestaat niet.',
    'This is not from Bluesky.': 'Dit komt niet van Bluesky.',
  },
  es: {
    Handle: 'Nombre de usuario',
    'Without @, such as school.bsky.social, or the DID.': 'Sin @, como school.bsky.social, o el DID.',
    'App password': 'Contraseña de aplicación',
    'Address of the server': 'Dirección del servidor',
    'Signed in as @{name}': 'Sesión iniciada como @{name}',
    'Sees who writes to us': 'Puede leer quién nos escribe',
    'Bluesky takes {bytes} bytes at most. Use fewer emoji.':
      'Bluesky admite {bytes} bytes como máximo. Usa menos emojis.',
    'The author of this thread lets others reply, but not us.':
      'Quien empezó este hilo deja responder a otros, pero no a nosotros.',
    'Only its author can remove a post from Bluesky.': 'En Bluesky solo su autor puede borrar una publicación.',
    'Only the one who began a thread can hide replies in it.':
      'Solo quien empezó un hilo puede ocultar respuestas en él.',
    'A thread can hide {count} replies.': 'En un hilo se pueden ocultar {count} respuestas.',
    'The thread was changed meanwhile.': 'El hilo ha cambiado entretanto.',
    'The post is gone, or its author blocked us.': 'La publicación ya no está, o su autor nos ha bloqueado.',
    'The session had ended.': 'La sesión había caducado.',
    'Bluesky asks us to wait.': 'Bluesky pide que esperemos.',
    'Bluesky does not let us in: {why}': 'Bluesky no nos deja entrar: {why}',
    'Bluesky refuses it: {why}': 'Bluesky lo rechaza: {why}',
    'Bluesky failed: {why}': 'Bluesky ha fallado: {why}',
    'Bluesky gave an answer that we do not understand.': 'Bluesky ha dado una respuesta incomprensible.',
    'This is not valid JSON.': 'No es JSON válido.',
    'Its time does not exist.': 'La hora no existe.',
    'This is not from Bluesky.': 'Esto no viene de Bluesky.',
  },
}
