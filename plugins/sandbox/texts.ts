import type { Texts } from 'webcare/plugin'

export const texts: Texts = {
  nl: {
    Sandbox: 'Oefennetwerk',
    'Address of the pretend network': 'Adres van het oefennetwerk',
    'Access token': 'Toegangstoken',
    'Webhook secret': 'Webhookgeheim',
    'Signed in as {name} (@{handle})': 'Ingelogd als {name} (@{handle})',
    'Read what changed': 'Nieuwe berichten gelezen',
    'The network gave no answer': 'Het netwerk reageerde niet.',
    'The network does not know this access token': 'Het netwerk kent dit toegangstoken niet.',
    'The network answered {status}: {said}': 'Het netwerk gaf status {status}: {said}',
    'A change of a type that this plugin does not know': 'Een soort wijziging die deze plug-in niet kent.',
    'A time that does not exist': 'Een tijdstip dat niet bestaat.',
    'The item is no JSON': 'Dit is geen geldige JSON.',
    'Direct messages are possible for {hours} hours after the last of theirs. Answer in public, or wait until they write.':
      'Een privébericht kan tot {hours} uur na het laatste bericht van de klant. Antwoord openbaar, of wacht tot de klant schrijft.',
  },
  es: {
    Sandbox: 'Red de prácticas',
    'Address of the pretend network': 'Dirección de la red de prácticas',
    'Access token': 'Token de acceso',
    'Webhook secret': 'Secreto del webhook',
    'Signed in as {name} (@{handle})': 'Sesión iniciada como {name} (@{handle})',
    'Read what changed': 'Mensajes nuevos leídos',
    'The network gave no answer': 'La red no ha respondido.',
    'The network does not know this access token': 'La red no reconoce este token de acceso.',
    'The network answered {status}: {said}': 'La red ha dado el estado {status}: {said}',
    'A change of a type that this plugin does not know': 'Un tipo de cambio que este plugin no conoce.',
    'A time that does not exist': 'Una hora que no existe.',
    'The item is no JSON': 'No es JSON válido.',
    'Direct messages are possible for {hours} hours after the last of theirs. Answer in public, or wait until they write.':
      'Se puede enviar un mensaje privado hasta {hours} horas después del último mensaje del cliente. Responde en público o espera a que escriba.',
  },
}
