import type { Texts } from 'webcare/plugin'

export const texts: Texts = {
  nl: {
    'Signing key': 'Sleutel voor ondertekening',
    'whsec_ and base64 of 24 to 64 random bytes, known to both sides':
      'whsec_ en 24 tot 64 willekeurige bytes als base64, bij beide systemen bekend',
    'Former signing key': 'Vorige sleutel',
    'While you change the key: both are accepted, and we sign with both':
      'Voor als je van sleutel wisselt: beide zijn geldig en Webcare ondertekent met beide',
    'Address for replies': 'Adres voor antwoorden',
    'Where your channel receives our replies; empty when it only sends':
      'Waar je kanaal onze antwoorden ontvangt. Laat leeg als het alleen berichten stuurt.',
    'Your channel recognises a webhook-id it has had': 'Je kanaal herkent een webhook-id dat het al had',
    'It publishes a reply once, however often it gets it, as Standard Webhooks asks':
      'Het plaatst een antwoord één keer, hoe vaak het ook komt, zoals Standard Webhooks vraagt',
    'Your channel takes files': 'Je kanaal accepteert bestanden',
    'A reply may then bring up to 10 files of 5 MB, 10 MB together, as base64 in its JSON':
      'Een antwoord kan dan tot 10 bestanden van 5 MB bevatten, samen 10 MB, als base64 in de JSON',
    'Address for events': 'Adres voor gebeurtenissen',
    'Where your system wants to hear what happens here': 'Waar je systeem meldingen van gebeurtenissen ontvangt',
    'Which events': 'Welke gebeurtenissen',
    'Separated by spaces, such as “case.closed message.*”; all of them when empty':
      'Met spaties ertussen, zoals “case.closed message.*”. Laat leeg voor alle.',
    'The address for {what} took a signed ping': 'Het adres voor {what} accepteerde een ondertekende ping',
    'This connection has no address for replies': 'Deze verbinding heeft geen adres voor antwoorden.',
    'The receiver did not answer': 'De ontvanger reageerde niet.',
    'The receiver answered {status}': 'De ontvanger gaf status {status}.',
    'The receiver answered {status}: does it have the same signing key?':
      'De ontvanger gaf status {status}. Gebruikt die dezelfde sleutel?',
    'The receiver answered {status}: enter the address it points to':
      'De ontvanger gaf status {status}. Vul het adres in waarnaar wordt doorverwezen.',
    'The receiver answered {status}: it takes nothing any more':
      'De ontvanger gaf status {status} en accepteert niets meer.',
    'A delivery has at most 1000 events': 'Eén levering heeft hoogstens 1000 gebeurtenissen.',
    '/type must be message, edited, deleted or receipt': '/type moet message, edited, deleted of receipt zijn.',
    '/attachments must each have a url or a content': '/attachments moeten elk een url of een content hebben.',
    '/at must be a time that exists': '/at moet een bestaand tijdstip zijn.',
    'The body is no JSON in UTF-8': 'De inhoud is geen geldige JSON in UTF-8.',
  },
  es: {
    'Signing key': 'Clave de firma',
    'whsec_ and base64 of 24 to 64 random bytes, known to both sides':
      'whsec_ y de 24 a 64 bytes aleatorios en base64, conocidos por ambos sistemas',
    'Former signing key': 'Clave anterior',
    'While you change the key: both are accepted, and we sign with both':
      'Mientras cambias de clave: valen las dos y Webcare firma con ambas',
    'Address for replies': 'Dirección para respuestas',
    'Where your channel receives our replies; empty when it only sends':
      'Donde tu canal recibe nuestras respuestas. Déjalo vacío si solo envía mensajes.',
    'Your channel recognises a webhook-id it has had': 'Tu canal reconoce un webhook-id que ya tuvo',
    'It publishes a reply once, however often it gets it, as Standard Webhooks asks':
      'Publica una respuesta una sola vez, aunque la reciba varias, como pide Standard Webhooks',
    'Your channel takes files': 'Tu canal acepta archivos',
    'A reply may then bring up to 10 files of 5 MB, 10 MB together, as base64 in its JSON':
      'Una respuesta puede llevar entonces 10 archivos de 5 MB, 10 MB en total, en base64 dentro del JSON',
    'Address for events': 'Dirección para eventos',
    'Where your system wants to hear what happens here': 'Donde tu sistema recibe avisos de lo que pasa aquí',
    'Which events': 'Qué eventos',
    'Separated by spaces, such as “case.closed message.*”; all of them when empty':
      'Separados por espacios, como «case.closed message.*». Déjalo vacío para todos.',
    'The address for {what} took a signed ping': 'La dirección para {what} ha aceptado un ping firmado',
    'This connection has no address for replies': 'Esta conexión no tiene dirección para respuestas.',
    'The receiver did not answer': 'El receptor no ha respondido.',
    'The receiver answered {status}': 'El receptor ha dado el estado {status}.',
    'The receiver answered {status}: does it have the same signing key?':
      'El receptor ha dado el estado {status}. ¿Usa la misma clave?',
    'The receiver answered {status}: enter the address it points to':
      'El receptor ha dado el estado {status}. Escribe la dirección a la que redirige.',
    'The receiver answered {status}: it takes nothing any more':
      'El receptor ha dado el estado {status} y ya no acepta nada.',
    'A delivery has at most 1000 events': 'Una entrega tiene 1000 eventos como máximo.',
    '/type must be message, edited, deleted or receipt': '/type debe ser message, edited, deleted o receipt.',
    '/attachments must each have a url or a content': '/attachments: cada uno necesita url o content.',
    '/at must be a time that exists': '/at debe ser una hora que exista.',
    'The body is no JSON in UTF-8': 'El contenido no es JSON en UTF-8.',
  },
}
