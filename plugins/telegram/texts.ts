import type { Texts } from 'webcare/plugin'

export const texts: Texts = {
  nl: {
    'Bot token': 'Bottoken',
    'How messages come in': 'Hoe berichten binnenkomen',
    'Ask Telegram': 'Webcare haalt ze op bij Telegram',
    'Let Telegram call us': 'Telegram stuurt ze naar Webcare',
    'Webhook secret': 'Webhookgeheim',
    'Only where Telegram calls us: letters, digits, _ and -, at least 24.':
      'Alleen als Telegram ze stuurt: letters, cijfers, _ en -, minstens 24 tekens.',
    'Address of the Bot API': 'Adres van de Bot-API',
    'Signed in as @{name}': 'Ingelogd als @{name}',
    'Telegram calls us': 'Telegram stuurt berichten hierheen',
    'Telegram will call us once this is saved': 'Telegram stuurt berichten hierheen zodra je dit opslaat',
    'Telegram could not deliver to {url}: {trouble}': 'Telegram kon niets bezorgen op {url}: {trouble}',
    'Without a webhook secret anybody could write as your customers. Fill it in.':
      'Zonder webhookgeheim kan iedereen zich voordoen als een klant. Vul het in.',
    'Telegram failed: {why}': 'Er ging iets mis bij Telegram: {why}',
    'Telegram gave no answer.': 'Telegram reageerde niet.',
    'Telegram asks us to wait.': 'Telegram vraagt ons even te wachten.',
    'Telegram does not know this token. Ask @BotFather for it again.':
      'Telegram kent dit token niet. Vraag het opnieuw aan @BotFather.',
    "Somebody else receives this bot's messages: {why}":
      'Een ander programma ontvangt de berichten van deze bot: {why}',
    'Telegram refuses it: {why}': 'Telegram weigert het: {why}',
    'Telegram did not say what it posted.': 'Telegram bevestigde niet wat er is geplaatst.',
    'Telegram does not have the file ready.': 'Telegram heeft het bestand nog niet klaar.',
    'Telegram answered {status} when asked for the file.':
      'Telegram gaf status {status} bij het opvragen van het bestand.',
    'This is not valid JSON.': 'Dit is geen geldige JSON.',
    'This is not a Telegram message.': 'Dit is geen Telegram-bericht.',
    'This is not a Telegram chat.': 'Dit is geen Telegram-chat.',
  },
  es: {
    'Bot token': 'Token del bot',
    'How messages come in': 'Cómo llegan los mensajes',
    'Ask Telegram': 'Webcare los pide a Telegram',
    'Let Telegram call us': 'Telegram los envía a Webcare',
    'Webhook secret': 'Secreto del webhook',
    'Only where Telegram calls us: letters, digits, _ and -, at least 24.':
      'Solo si los envía Telegram: letras, cifras, _ y -, 24 como mínimo.',
    'Address of the Bot API': 'Dirección de la API de bots',
    'Signed in as @{name}': 'Sesión iniciada como @{name}',
    'Telegram calls us': 'Telegram envía aquí los mensajes',
    'Telegram will call us once this is saved': 'Telegram enviará aquí los mensajes en cuanto lo guardes',
    'Telegram could not deliver to {url}: {trouble}': 'Telegram no ha podido entregar en {url}: {trouble}',
    'Without a webhook secret anybody could write as your customers. Fill it in.':
      'Sin un secreto, cualquiera podría hacerse pasar por un cliente. Rellénalo.',
    'Telegram failed: {why}': 'Telegram ha fallado: {why}',
    'Telegram gave no answer.': 'Telegram no ha respondido.',
    'Telegram asks us to wait.': 'Telegram pide que esperemos.',
    'Telegram does not know this token. Ask @BotFather for it again.':
      'Telegram no reconoce este token. Pídelo de nuevo a @BotFather.',
    "Somebody else receives this bot's messages: {why}": 'Otro programa recibe los mensajes de este bot: {why}',
    'Telegram refuses it: {why}': 'Telegram lo rechaza: {why}',
    'Telegram did not say what it posted.': 'Telegram no ha confirmado qué se ha publicado.',
    'Telegram does not have the file ready.': 'Telegram aún no tiene listo el archivo.',
    'Telegram answered {status} when asked for the file.': 'Telegram ha dado el estado {status} al pedir el archivo.',
    'This is not valid JSON.': 'No es JSON válido.',
    'This is not a Telegram message.': 'No es un mensaje de Telegram.',
    'This is not a Telegram chat.': 'No es un chat de Telegram.',
  },
}
