import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeExecutableSchema } from '@graphql-tools/schema'
import { getDirective, type IResolvers } from '@graphql-tools/utils'
import {
  type DocumentNode,
  defaultFieldResolver,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  Kind,
  parse,
  type ValueNode,
} from 'graphql'
import { AppError } from '../lib/errors.ts'
import { must, mustBeConfirmed, type Permission, permissions } from '../team/may.ts'
import type { Context } from './context.ts'
import type { Resolvers } from './types.ts'

const CORE = join(import.meta.dirname, '..')

/** The text of every module's SDL. */
export const readSdl = (): string[] =>
  globSync('*/*.graphql', { cwd: CORE })
    .sort()
    .map(file => readFileSync(join(CORE, file), 'utf8'))

/**
 * The schema that runs: every module's SDL with its resolvers, behind the permission that each root field names. A root
 * field without one stops the start.
 */
export function buildSchema(resolvers: readonly Resolvers[], typeDefs: string[] = readSdl()): GraphQLSchema {
  const documents = typeDefs.map(text => parse(text))
  const schema = makeExecutableSchema({
    typeDefs: documents,
    resolvers: [...(resolvers as IResolvers[]), { DateTime: dateTime }, ...documents.flatMap(enumsIn)],
    resolverValidationOptions: { requireResolversToMatchSchema: 'error' },
  })
  // In place: to make a second schema of the first would take as long again.
  for (const type of [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]) {
    for (const [name, field] of Object.entries(type?.getFields() ?? {})) {
      const permission: unknown = getDirective(schema, field, 'may')?.[0]?.do
      if (typeof permission !== 'string' || !Object.hasOwn(permissions, permission)) {
        throw new Error(`${type}.${name} names no permission: add @may(do: "…") with one from core/team/may.ts.`)
      }
      Object.assign(field, guarded(field as Field, permission as Permission, String(type)))
    }
  }
  return schema
}

/** The values of a document's enums, as they are inside. */
function enumsIn({ definitions }: DocumentNode): IResolvers[] {
  const enums = definitions.filter(definition => definition.kind === Kind.ENUM_TYPE_DEFINITION)
  return enums.map(({ name: type, values = [] }) => ({
    [type.value]: Object.fromEntries(values.map(({ name }) => [name.value, inside(type.value, name.value)])),
  }))
}

type Resolve = GraphQLFieldResolver<unknown, Context>
type Field = { resolve?: Resolve | undefined; subscribe?: Resolve | undefined }

function guarded({ resolve = defaultFieldResolver, subscribe }: Field, permission: Permission, type: string): Field {
  const check = (args: unknown, { actor, core }: Context) => {
    must(actor, permission)
    // Who only looks is not asked for the password again: what is secret is in no answer.
    if (type !== 'Query') mustBeConfirmed(actor, permission, core.clock.now())
    if (holdsNul(args)) {
      throw new AppError('INVALID', 'A text holds U+0000, which cannot be stored: leave it out.', {
        reason: 'input.invalid',
      })
    }
  }
  const checked =
    (run: Resolve): Resolve =>
    async (parent, args, context, info) => {
      check(args, context)
      return run(parent, args, context, info)
    }
  return {
    resolve: checked(resolve),
    ...(subscribe && { subscribe: checked(subscribe) }),
  }
}

/** No deeper than the input types are: what is looked at has their shape already. */
const holdsNul = (value: unknown): boolean =>
  typeof value === 'string'
    ? value.includes('\0')
    : typeof value === 'object' && value !== null && Object.values(value).some(holdsNul)

/** Inside, an enum's values are the same words in lower case; a scope's have a colon. */
const inside = (type: string, name: string) =>
  type === 'Scope' ? name.toLowerCase().replace('_', ':') : name.toLowerCase()

/** Not a scalar type of its own: that would take the place of the SDL's, with its description. */
const dateTime = {
  serialize: (value: unknown) => String(value),
  parseValue: toInstant,
  parseLiteral: (node: ValueNode) => toInstant(node.kind === Kind.STRING ? node.value : undefined),
}

function toInstant(value: unknown): string {
  const at =
    typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(value) ? new Date(value) : undefined
  if (!at || Number.isNaN(at.getTime())) throw new GraphQLError('A DateTime looks like 2026-03-01T09:30:00.000Z.')
  return at.toISOString()
}
