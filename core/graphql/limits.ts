import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases'
import { maxDirectivesRule } from '@escape.tech/graphql-armor-max-directives'
import {
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  NoSchemaIntrospectionCustomRule,
  type ValidationRule,
  validate,
} from 'graphql'
import { type ComplexityEstimator, getComplexity } from 'graphql-query-complexity'
import type { TokenActor, UserActor } from '../lib/actor.ts'
import { AppError } from '../lib/errors.ts'
import { DEFAULT_PAGE } from '../lib/page.ts'

/** How deep a query may be nested: as deep as the introspection query of every tool. */
export const MAX_DEPTH = 15
/** How many tokens a query may have. */
export const MAX_TOKENS = 2000
const MAX_ALIASES = 15
const MAX_DIRECTIVES = 50
/** How many fields a query may yield, counting a page by its size. */
const MAX_COST = 20_000
/** What a list without a page size counts for. */
const LIST_COST = 10
/** The same for a list about the schema, which graphql itself keeps from going in circles. */
const SCHEMA_LIST_COST = 3

/** The rules every document must pass, on HTTP and on the socket. */
export const rules: ValidationRule[] = [
  maxAliasesRule({ n: MAX_ALIASES, exposeLimits: true }) as ValidationRule,
  maxDirectivesRule({ n: MAX_DIRECTIVES, exposeLimits: true }) as ValidationRule,
]

/** Refuses questions about the schema itself: only a token that may read it asks them. */
export function checkIntrospection(schema: GraphQLSchema, document: DocumentNode, actor: UserActor | TokenActor): void {
  if (actor.kind === 'token' && actor.scopes.includes('schema')) return
  const [found] = validate(schema, document, [NoSchemaIntrospectionCustomRule])
  if (found) {
    throw new AppError('FORBIDDEN', 'Introspection asks for a token with the scope SCHEMA.', {
      reason: 'query.introspection',
    })
  }
}

/** One per field, times the size of the page it stands in. */
const bySize: ComplexityEstimator = ({ args, childComplexity, field, type }) => {
  if (field.args.some(({ name }) => name === 'first' || name === 'last')) {
    const size: number = args.first ?? args.last ?? DEFAULT_PAGE
    return 1 + Math.max(size, 1) * childComplexity
  }
  // An edge is one of a page that was counted already.
  const list = /^\[/.test(String(field.type)) && field.name !== 'edges'
  const size = type.name.startsWith('__') ? SCHEMA_LIST_COST : LIST_COST
  return 1 + (list ? size : 1) * childComplexity
}

/** Refuses a query that would yield too much; of several operations, the one that is asked for. */
export function checkCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Record<string, unknown> | null | undefined,
  operationName: string | null | undefined,
): void {
  // When there is none of that name, what is executed is an error.
  const isThere = document.definitions.some(
    part => part.kind === Kind.OPERATION_DEFINITION && part.name && part.name.value === operationName,
  )
  const cost = getComplexity({
    schema,
    query: document,
    variables: variables ?? {},
    ...(operationName && isThere && { operationName }),
    estimators: [bySize],
  })
  if (cost > MAX_COST) {
    throw new AppError('INVALID', 'This asks for too much at once. Ask for smaller pages or fewer fields.', {
      reason: 'query.cost',
      facts: { cost, max: MAX_COST },
    })
  }
}
