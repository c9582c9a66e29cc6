import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases'
import { maxDirectivesRule } from '@escape.tech/graphql-armor-max-directives'
import {
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  NoSchemaIntrospectionCustomRule,
  type OperationDefinitionNode,
  type ValidationRule,
  validate,
} from 'graphql'
import { type ComplexityEstimator, getComplexity } from 'graphql-query-complexity'
import type { TokenActor, UserActor } from '../lib/actor.ts'
import { AppError } from '../lib/errors.ts'

/** How deep a query may be nested. */
export const MAX_DEPTH = 12
/** How many tokens a query may have. */
export const MAX_TOKENS = 2000
const MAX_ALIASES = 15
const MAX_DIRECTIVES = 50
/** How many fields a query may yield, counting a page by its size. */
const MAX_COST = 20_000
/** What a list without a page size counts for. */
const LIST_COST = 10

/** The rules every document must pass, on HTTP and on the socket. */
export const rules: ValidationRule[] = [
  maxAliasesRule({ n: MAX_ALIASES, exposeLimits: false }) as ValidationRule,
  maxDirectivesRule({ n: MAX_DIRECTIVES, exposeLimits: false }) as ValidationRule,
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
const bySize: ComplexityEstimator = ({ args, childComplexity, field }) => {
  const size: unknown = args.first ?? args.last
  if (typeof size === 'number') return 1 + Math.max(size, 1) * childComplexity
  const list = /^\[/.test(String(field.type)) && field.name !== 'edges'
  return 1 + (list ? LIST_COST : 1) * childComplexity
}

/** Refuses a query that would yield too much. */
export function checkCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Record<string, unknown> | null | undefined,
  operationName: string | null | undefined,
): void {
  const operations = document.definitions.filter(
    (part): part is OperationDefinitionNode => part.kind === Kind.OPERATION_DEFINITION,
  )
  const asked = operations.find(operation => !operationName || operation.name?.value === operationName)
  const cost = getComplexity({
    schema,
    query: document,
    variables: variables ?? {},
    ...(asked?.name && { operationName: asked.name.value }),
    estimators: [bySize],
  })
  if (cost > MAX_COST) {
    throw new AppError('INVALID', 'This asks for too much at once. Ask for smaller pages or fewer fields.', {
      reason: 'query.cost',
      facts: { cost, max: MAX_COST },
    })
  }
}
