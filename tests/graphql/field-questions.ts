import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isNonNullType,
  isObjectType,
} from 'graphql'
import { type Permission, permissions } from '../../core/team/may.ts'

/** How one comes from a query to an object of a type: the fields on the way, with their arguments. */
export type Ways = Map<string, readonly string[]>

/** The object type of a field; undefined where it holds a value. */
export function objectOf(field: GraphQLField<unknown, unknown>): GraphQLObjectType | undefined {
  const type = getNamedType(field.type)
  return isObjectType(type) ? type : undefined
}

/**
 * A way to every type that a reader of cases can reach: from a case where there is one, else the shortest. `given` holds the
 * arguments of the fields it begins with.
 */
export function waysIn(schema: GraphQLSchema, given: Record<string, string>): Ways {
  const ways: Ways = new Map()
  const { case: first, ...others } = schema.getQueryType()?.getFields() ?? {}
  for (const roots of [first ? [first] : [], Object.values(others)]) {
    const waiting = roots
      .filter(field => rolesOf(field).includes('agent'))
      .map(field => ({ field, way: [] as readonly string[] }))
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const type = objectOf(next.field)
      if (!type || ways.has(type.name)) continue
      const { name, args } = next.field
      const isRoot = next.way.length === 0
      const asks = (isRoot && given[name] !== undefined) || args.some(({ type }) => isNonNullType(type))
      const way = [...next.way, asks ? `${name}(${given[name]})` : name]
      ways.set(type.name, way)
      for (const field of Object.values(type.getFields())) waiting.push({ field, way })
    }
  }
  return ways
}

function rolesOf(field: GraphQLField<unknown, unknown>): readonly string[] {
  const may = field.astNode?.directives?.find(({ name }) => name.value === 'may')
  const [argument] = may?.arguments ?? []
  const permission = argument?.value.kind === 'StringValue' ? argument.value.value : ''
  return permissions[permission as Permission].roles
}

/** The question for all fields of a type: values as they are, objects by their ids. */
export function questionFor(type: GraphQLObjectType, way: readonly string[]): string {
  const parts = Object.values(type.getFields()).map(field => {
    const inner = objectOf(field)
    return inner ? `${field.name} { ${idOf(inner)} }` : field.name
  })
  return `{ ${way.join(' { ')} { ${parts.join(' ')} } ${'}'.repeat(way.length)}`
}

/** By which two readers know that they hold the same object. */
const IDS = ['id', 'threadId', 'seq', 'caseId', 'key']
const idOf = (type: GraphQLObjectType) => IDS.find(name => type.getFields()[name]) ?? '__typename'

type Answer = Record<string, unknown>

/** The objects at the end of a way, by their ids; those without one by their place. */
export function objectsIn(data: unknown, way: readonly string[]): Map<string, Answer> {
  const found = new Map<string, Answer>()
  function walk(value: unknown, depth: number, place: string) {
    const name = way[depth]?.replace(/\(.*/, '')
    if (typeof value !== 'object' || value === null) return
    if (Array.isArray(value)) for (const [index, one] of value.entries()) walk(one, depth, `${place}.${index}`)
    else if (name) walk((value as Answer)[name], depth + 1, `${place}.${name}`)
    else {
      const id = IDS.map(key => (value as Answer)[key]).find(id => id !== undefined)
      found.set(String(id ?? place), value as Answer)
    }
  }
  walk(data, 0, '')
  return found
}

/** All that a field says: its values, and the ids of what it holds. */
export const saidIn = (value: unknown): string[] =>
  typeof value === 'object' && value !== null
    ? Object.values(value).flatMap(saidIn)
    : value === null || value === undefined || value === false || value === ''
      ? []
      : [String(value)]
