import { randomUUID } from 'node:crypto'
import type { World } from './world.ts'

type Variables = Record<string, unknown>
export interface Answer {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: a test says itself what it expects of an answer
  data: any
  errors: Array<{ message: string; path?: string[]; extensions: { code: string; reason?: string; facts?: Variables } }>
}

/** Somebody who asks by GraphQL: a colleague with a session, or a program with a token. */
export interface Agent {
  userId: string
  headers: Record<string, string>
  ask(query: string, variables?: Variables): Promise<Answer>
  /** The data; throws when there is an error in the answer. */
  // biome-ignore lint/suspicious/noExplicitAny: a test says itself what it expects of an answer
  get(query: string, variables?: Variables): Promise<any>
  /** A mutation by its name and input; answers the fields that are asked. */
  do(verb: string, input: Variables, fields?: string): Promise<Answer>
  /** A case by its number. */
  // biome-ignore lint/suspicious/noExplicitAny: a test says itself what it expects of an answer
  case(number: number): Promise<any>
  inbox(list?: string): Promise<Array<{ id: string; number: number; status: string; waiting: boolean }>>
  takes(number: number): Promise<void>
  answers(number: number, text: string, more?: Variables): Promise<string>
  notes(number: number, text: string): Promise<void>
  closes(number: number): Promise<void>
}

const CASE = `id number subject status priority waitingSince snoozedUntil closedAt owner { id name } permissions
  labels { id name } connections { id name } customer { id name } preview
  audiences { threadId visibility maxLength undoSeconds connection { id name } }
  messages(last: 100) { edges { node { id text direction visibility redacted author user { name } delivery { state undoUntil reason attempts } } } }
  notes { id text user { name } } events { seq type }`

export function agentOf(world: World, userId: string, headers: Record<string, string>): Agent {
  const agent: Agent = {
    userId,
    headers,
    async ask(query, variables) {
      const answer = await world.request({
        method: 'POST',
        url: '/graphql',
        headers: { ...headers, 'content-type': 'application/json' },
        payload: JSON.stringify({ query, variables }),
      })
      const body = answer.json()
      return {
        status: answer.statusCode,
        data: body.data,
        errors: body.errors ?? (body.error ? [{ extensions: body.error }] : []),
      }
    },
    async get(query, variables) {
      const { data, errors } = await agent.ask(query, variables)
      if (errors.length) throw new Error(JSON.stringify(errors))
      return data
    },
    do: (verb, input, fields = '__typename') => {
      const type = `${verb[0]?.toUpperCase()}${verb.slice(1)}Input!`
      return agent.ask(`mutation ($input: ${type}) { ${verb}(input: $input) { ${fields} } }`, { input })
    },
    case: async number =>
      (await agent.get(`query ($number: Int!) { case(number: $number) { ${CASE} } }`, { number })).case,
    async inbox(list = 'MINE') {
      const { cases } = await agent.get(
        'query ($list: CaseList) { cases(list: $list) { edges { node { id number status waitingSince } } } }',
        { list },
      )
      return cases.edges.map(
        ({ node }: { node: { id: string; number: number; status: string; waitingSince: string | null } }) => ({
          id: node.id,
          number: node.number,
          status: node.status,
          waiting: node.waitingSince !== null,
        }),
      )
    },
    async takes(number) {
      const { id } = await agent.case(number)
      await done(agent.do('assignCase', { caseId: id, userId }))
    },
    async answers(number, text, more = {}) {
      const { id, audiences } = await agent.case(number)
      const input = { caseId: id, threadId: audiences[0].threadId, text, clientMutationId: randomUUID(), ...more }
      return (await done(agent.do('sendReply', input, 'id'))).sendReply.id
    },
    async notes(number, text) {
      const { id } = await agent.case(number)
      await done(agent.do('addNote', { caseId: id, text, clientMutationId: randomUUID() }))
    },
    async closes(number) {
      const { id } = await agent.case(number)
      await done(agent.do('closeCase', { caseId: id }))
    },
  }
  return agent
}

async function done(answer: Promise<Answer>) {
  const { data, errors } = await answer
  if (errors.length) throw new Error(JSON.stringify(errors))
  return data
}
