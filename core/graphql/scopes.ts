import { type DocumentNode, type GraphQLSchema, TypeInfo, visit, visitWithTypeInfo } from 'graphql'
import type { TokenActor, UserActor } from '../lib/actor.ts'
import { type Permission, ruleOf, type Scope } from '../team/may.ts'

/** Fields that are empty, and no error, for a token without a scope: what is around them it may read. */
const EMPTY_WITHOUT: Record<string, Permission> = {
  'Case.subject': 'message.read',
  'Case.preview': 'message.read',
  'Message.text': 'message.read',
  'Message.html': 'message.read',
  'Message.author': 'message.read',
  'Message.attachments': 'message.read',
  'Message.handle': 'customer.read',
  'Customer.name': 'customer.read',
  'Customer.language': 'customer.read',
  'Customer.handles': 'customer.read',
  'Customer.alike': 'customer.read',
  'Audience.to': 'customer.read',
  'Audience.people': 'customer.read',
  'Delivery.to': 'customer.read',
}

/** The scopes that a token lacks for fields a document asks for, so that nobody takes an empty field for an empty inbox. */
export function missingScopes(
  schema: GraphQLSchema,
  document: DocumentNode,
  actor: UserActor | TokenActor,
): readonly Scope[] {
  if (actor.kind !== 'token') return []
  const types = new TypeInfo(schema)
  const missing = new Set<Scope>()
  visit(
    document,
    visitWithTypeInfo(types, {
      Field(node) {
        const permission = EMPTY_WITHOUT[`${types.getParentType()?.name}.${node.name.value}`]
        const scope = permission && ruleOf(permission).scope
        if (scope && !actor.scopes.includes(scope)) missing.add(scope)
      },
    }),
  )
  return [...missing]
}
