import '../styles/tokens.css'
import '../styles/reset.css'
import '../styles/base.css'
import '../styles/utilities.css'
import { render } from 'solid-js/web'
import { onSignedOut } from '../api/http.ts'
import { speak, supported } from '../locales/text.ts'
import { App } from './App.tsx'
import { isPublic } from './places.ts'
import { toSignIn } from './session.tsx'
import { setTheme, theme } from './theme.ts'

setTheme(theme())
onSignedOut(() => isPublic(location.pathname) || toSignIn())
await speak(supported([localStorage.getItem('webcare.language'), ...navigator.languages]))
render(() => <App />, document.getElementById('app')!)
