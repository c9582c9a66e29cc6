import type { Texts } from './index.ts'

/** Sentences of core itself where a plugin might have spoken: about a call, a connection, an item. */
export const texts: Texts = {
  nl: {
    'The plugin did not finish in time': 'Het kanaal reageerde niet op tijd.',
    'The plugin gave no id': 'Het kanaal gaf geen id voor het bericht terug.',
    'The plugin failed with {fault}': 'Er zit een fout in de plug-in ({fault}).',
    'This plugin cannot do that.': 'Deze plug-in kan dat niet.',
    'There is no such plugin': 'Deze plug-in bestaat niet.',
    'Nobody here knows how to fetch it': 'Deze verbinding kan dit niet ophalen.',
    'It can no longer be answered': 'Je kunt hier niet meer op antwoorden.',
    '{host} cannot be reached: {why}': '{host} is niet bereikbaar: {why}',
  },
  es: {
    'The plugin did not finish in time': 'El canal no ha respondido a tiempo.',
    'The plugin gave no id': 'El canal no ha devuelto ningún id del mensaje.',
    'The plugin failed with {fault}': 'El plugin tiene un fallo ({fault}).',
    'This plugin cannot do that.': 'Este plugin no puede hacerlo.',
    'There is no such plugin': 'Ese plugin no existe.',
    'Nobody here knows how to fetch it': 'Esta conexión no puede descargarlo.',
    'It can no longer be answered': 'Ya no puedes responder.',
    '{host} cannot be reached: {why}': 'No se puede conectar con {host}: {why}',
  },
}
