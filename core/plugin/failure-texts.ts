import type { Texts } from './index.ts'

/** Sentences about a call that failed, by whatever it met: the network, the thread of its plugin, or what the plugin gave. */
export const failures: Texts = {
  nl: {
    '{host} cannot be reached: there is no such name': '{host} is niet bereikbaar: die naam bestaat niet.',
    '{host} cannot be reached: its name could not be looked up':
      '{host} is niet bereikbaar: de naam kon niet worden opgezocht.',
    '{host} cannot be reached: nothing answers there': '{host} is niet bereikbaar: daar antwoordt niets.',
    '{host} cannot be reached: nothing answered there in time':
      '{host} is niet bereikbaar: het antwoordde niet op tijd.',
    '{host} cannot be reached: it does not speak https there':
      '{host} is niet bereikbaar: het spreekt daar geen https.',
    '{host} cannot be reached: its certificate has expired': '{host} is niet bereikbaar: het certificaat is verlopen.',
    '{host} did not answer in time': '{host} antwoordde niet op tijd.',
    '{host} gave a larger answer than is read': '{host} gaf een groter antwoord dan we lezen.',
    '{host} broke the connection off': '{host} verbrak de verbinding.',
    '{host} gave an answer that is no HTTP': '{host} gaf een antwoord dat geen HTTP is.',
    'The plugin was ended while this was running': 'De verwerking is halverwege gestopt.',
    'The plugin hangs: this did not get its turn': 'De plug-in loopt vast: dit kwam niet aan de beurt.',
    'The plugin did not finish in time. It was tried {times} times.':
      'Het kanaal reageerde niet op tijd. Het is {times} keer geprobeerd.',
    'The plugin was ended while this was running. It was tried {times} times.':
      'De verwerking is halverwege gestopt. Het is {times} keer geprobeerd.',
    'The plugin gave a page without items.': 'De plug-in gaf een pagina zonder items.',
    'The plugin’s cursor is {size}; it must be text of at most {max} characters.':
      'De cursor van de plug-in is {size}; het moet tekst zijn van ten hoogste {max} tekens.',
    'The plugin’s cursor is no plain text.': 'De cursor van de plug-in is geen gewone tekst.',
    'The plugin gave an item without a key.': 'De plug-in gaf een item zonder key.',
    'The plugin gave an item whose body is no bytes.': 'De plug-in gaf een item waarvan de body geen bytes is.',
    'The plugin gave an item of {bytes} bytes; {max} fit.':
      'De plug-in gaf een item van {bytes} bytes; er passen er {max}.',
    'The plugin does not say whether this can be answered.': 'De plug-in zegt niet of hierop geantwoord kan worden.',
    'The plugin gave a file that is no bytes.': 'De plug-in gaf een bestand dat geen bytes is.',
    '{field} is {given}; it must be {words}.': '{field} is {given}; het moet {words} zijn.',
    '{field} must be text, the platform’s own id.': '{field} moet tekst zijn: de eigen id van het kanaal.',
    '{field} must be an object.': '{field} moet een object zijn.',
    'text must be text.': 'text moet tekst zijn.',
    'references, allows and attachments must be lists.': 'references, allows en attachments moeten lijsten zijn.',
    'parse gave no list of events.': 'parse gaf geen lijst van events.',
    'It has {count} events; {max} were read.': 'Het heeft {count} events; {max} ervan zijn gelezen.',
  },
  es: {
    '{host} cannot be reached: there is no such name': 'No se puede conectar con {host}: ese nombre no existe.',
    '{host} cannot be reached: its name could not be looked up':
      'No se puede conectar con {host}: no se ha podido buscar el nombre.',
    '{host} cannot be reached: nothing answers there': 'No se puede conectar con {host}: allí no responde nada.',
    '{host} cannot be reached: nothing answered there in time':
      'No se puede conectar con {host}: no ha respondido a tiempo.',
    '{host} cannot be reached: it does not speak https there': 'No se puede conectar con {host}: allí no habla https.',
    '{host} cannot be reached: its certificate has expired':
      'No se puede conectar con {host}: su certificado ha caducado.',
    '{host} did not answer in time': '{host} no ha respondido a tiempo.',
    '{host} gave a larger answer than is read': '{host} ha dado una respuesta mayor de lo que se lee.',
    '{host} broke the connection off': '{host} ha cortado la conexión.',
    '{host} gave an answer that is no HTTP': '{host} ha dado una respuesta que no es HTTP.',
    'The plugin was ended while this was running': 'El proceso se ha interrumpido a medias.',
    'The plugin hangs: this did not get its turn': 'El plugin se ha bloqueado: no ha llegado el turno de esto.',
    'The plugin did not finish in time. It was tried {times} times.':
      'El canal no ha respondido a tiempo. Se ha intentado {times} veces.',
    'The plugin was ended while this was running. It was tried {times} times.':
      'El proceso se ha interrumpido a medias. Se ha intentado {times} veces.',
    'The plugin gave a page without items.': 'El plugin ha dado una página sin elementos.',
    'The plugin’s cursor is {size}; it must be text of at most {max} characters.':
      'El cursor del plugin es {size}; debe ser un texto de {max} caracteres como máximo.',
    'The plugin’s cursor is no plain text.': 'El cursor del plugin no es texto sin formato.',
    'The plugin gave an item without a key.': 'El plugin ha dado un elemento sin key.',
    'The plugin gave an item whose body is no bytes.': 'El plugin ha dado un elemento cuyo body no son bytes.',
    'The plugin gave an item of {bytes} bytes; {max} fit.':
      'El plugin ha dado un elemento de {bytes} bytes; caben {max}.',
    'The plugin does not say whether this can be answered.': 'El plugin no dice si se puede responder a esto.',
    'The plugin gave a file that is no bytes.': 'El plugin ha dado un archivo que no son bytes.',
    '{field} is {given}; it must be {words}.': '{field} es {given}; debe ser {words}.',
    '{field} must be text, the platform’s own id.': '{field} debe ser texto: el id propio del canal.',
    '{field} must be an object.': '{field} debe ser un objeto.',
    'text must be text.': 'text debe ser texto.',
    'references, allows and attachments must be lists.': 'references, allows y attachments deben ser listas.',
    'parse gave no list of events.': 'parse no ha dado una lista de eventos.',
    'It has {count} events; {max} were read.': 'Tiene {count} eventos; se han leído {max}.',
  },
}
