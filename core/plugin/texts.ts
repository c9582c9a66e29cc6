import type { Texts } from './index.ts'

/** Sentences of core itself where a plugin might have spoken: about a call, a connection, an item. */
export const texts: Texts = {
  nl: {
    'The plugin did not finish in time': 'Het kanaal antwoordde niet op tijd.',
    'The plugin host ended while this was running': 'De verwerking brak halverwege af.',
    'The plugin gave no id': 'Het kanaal zei niet onder welk nummer het bericht staat.',
    'The plugin failed with {fault}': 'Er zit een fout in de plug-in ({fault}).',
    'This plugin cannot do that.': 'Deze plug-in kan dat niet.',
    'There is no such plugin': 'Deze plug-in is er niet.',
    'Nobody here knows how to fetch it': 'Niemand hier weet hoe dit opgehaald moet worden.',
    'It can no longer be answered': 'Hierop kan niet meer geantwoord worden.',
    '{host} cannot be reached: {why}': '{host} is niet bereikbaar: {why}',
  },
  es: {
    'The plugin did not finish in time': 'El canal no respondió a tiempo.',
    'The plugin host ended while this was running': 'El proceso se interrumpió a medias.',
    'The plugin gave no id': 'El canal no dijo con qué número quedó el mensaje.',
    'The plugin failed with {fault}': 'El complemento tiene un fallo ({fault}).',
    'This plugin cannot do that.': 'Este complemento no puede hacerlo.',
    'There is no such plugin': 'Ese complemento no existe.',
    'Nobody here knows how to fetch it': 'Aquí nadie sabe cómo obtenerlo.',
    'It can no longer be answered': 'Ya no se puede responder.',
    '{host} cannot be reached: {why}': 'No se puede conectar con {host}: {why}',
  },
}
