import type { Texts } from 'webcare/plugin'

export const texts: Texts = {
  nl: { 'Web form': 'Webformulier' },
  es: { 'Web form': 'Formulario web' },
}
