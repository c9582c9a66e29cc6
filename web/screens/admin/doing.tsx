import type { AnyVariables, DocumentInput, OperationResult } from '@urql/core'
import { createContext, type JSX, useContext } from 'solid-js'
import type { Problem } from '../../api/problem.ts'
import type { ChangeArea } from '../../api/types.ts'
import { type Watched, watch } from '../../api/watch.ts'
import { problemText } from '../../app/problems.ts'
import { useSession } from '../../app/session.tsx'
import { toast } from '../../ui/toasts.ts'
import { type Around, createConfirm } from '../me/confirm.tsx'

/** What every admin page uses to change something. */
export interface Admin {
  /** Does it, after asking for the password again where the server wants that; the answer is the data or the problem. */
  ask: Around
  /** The same for a single button: a problem becomes a notice. Undefined when it was not done. */
  run<Data>(doing: () => PromiseLike<Pick<OperationResult<Data>, 'data' | 'error'>>): Promise<Data | undefined>
}

const Context = createContext<Admin>()
export const useAdmin = (): Admin => useContext(Context)!

export function AdminProvider(props: { children: JSX.Element }) {
  const confirm = createConfirm()
  const admin: Admin = {
    ask: confirm.around,
    async run(doing) {
      const { data, problem } = await confirm.around(doing)
      if (problem) tell(problem)
      return data
    },
  }
  return (
    <Context.Provider value={admin}>
      {props.children}
      {confirm.dialog()}
    </Context.Provider>
  )
}

const tell = (problem: Problem) => toast({ text: problemText(problem), tone: 'danger' })

/** Watches a query, and asks it again when the server says that something of these areas changed. */
export function watchLive<Data extends object, Variables extends AnyVariables>(
  document: DocumentInput<Data, Variables>,
  ...areas: ChangeArea[]
): Watched<Data> {
  const watched = watch(
    document,
    () => ({}) as Variables,
    data => data,
  )
  useSession().onAreas(changed => {
    if (areas.some(area => changed.has(area))) void watched.refresh()
  })
  return watched
}
