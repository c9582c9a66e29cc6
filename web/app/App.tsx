import { Navigate, Route, Router } from '@solidjs/router'
import { lazy } from 'solid-js'
import { base } from '../api/base.ts'
import { around } from './around.ts'
import { later } from './later.ts'
import { listUrl } from './places.ts'
import { useSession } from './session.tsx'
import { Workplace } from './Workplace.tsx'

const Inbox = lazy(() => import('../screens/inbox/Inbox.tsx'))
const Permalink = later(() => import('../screens/inbox/Permalink.tsx'))
const Me = around(() => import('../screens/me/Me.tsx'))
const Search = around(() => import('../screens/search/Search.tsx'))
const Customer = around(() => import('../screens/customers/Customer.tsx'))
const Admin = later(() => import('../screens/admin/Admin.tsx'))
const SignIn = later(() => import('../screens/signin/SignIn.tsx'))
const Setup = later(() => import('../screens/signin/Setup.tsx'))
const Forgot = later(() => import('../screens/signin/Forgot.tsx'))
const Secret = later(() => import('../screens/signin/Secret.tsx'))
const Unknown = later(() => import('../screens/Unknown.tsx'))

/** The inbox, or one's own account for who may not read cases. */
function Home() {
  const session = useSession()
  return <Navigate href={session.can('case.read') ? listUrl('MINE') : '/me'} />
}

/** Every place of the inbox. */
export function App() {
  return (
    <Router base={base}>
      <Route path="/setup" component={Setup} />
      <Route path="/login" component={SignIn} />
      <Route path="/login/forgot" component={Forgot} />
      <Route path={['/invite', '/reset']} component={Secret} />
      <Route path="/" component={Workplace}>
        <Route path={['/', '/inbox']} component={Home} />
        <Route path="/inbox/view/:view/:number?" component={Inbox} />
        <Route path="/inbox/:list/:number?" component={Inbox} />
        <Route path="/c/:number" component={Permalink} />
        <Route path="/search" component={Search} />
        <Route path="/customers/:id" component={Customer} />
        <Route path="/me/:page?" component={Me} />
        <Route path="/admin/*page" component={Admin} />
        <Route path="*" component={Unknown} />
      </Route>
    </Router>
  )
}
