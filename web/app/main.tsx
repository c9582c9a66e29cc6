import '../styles/tokens.css'
import '../styles/reset.css'
import '../styles/base.css'
import '../styles/utilities.css'
import { render } from 'solid-js/web'
import { speak, supported } from '../locales/text.ts'
import { App } from './App.tsx'
import { setTheme, theme } from './theme.ts'

setTheme(theme())
await speak(supported([localStorage.getItem('webcare.language'), ...navigator.languages]))
render(() => <App />, document.getElementById('app')!)
