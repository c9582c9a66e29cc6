import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type DocumentNode, Kind, type OperationDefinitionNode, OperationTypeNode, parse, print } from 'graphql'

const ROOT = join(import.meta.dirname, '../..')

/** The queries of the screens, each with the fragments it uses. */
export function screens(): Array<{ name: string; query: string }> {
  const documents = globSync('web/**/*.graphql', { cwd: ROOT }).map(path =>
    parse(readFileSync(join(ROOT, path), 'utf8')),
  )
  const all = documents.flatMap((document: DocumentNode) => document.definitions)
  const fragments = all.filter(one => one.kind === Kind.FRAGMENT_DEFINITION)
  const spreads = (text: string) => [...text.matchAll(/\.\.\.(\w+)/g)].map(match => match[1])
  const withFragments = (operation: OperationDefinitionNode) => {
    const used = new Set<string>()
    const parts = [print(operation)]
    for (let at = 0; at < parts.length; at++) {
      for (const name of spreads(parts[at]!)) {
        const fragment = fragments.find(one => one.name.value === name)
        if (!fragment || used.has(fragment.name.value)) continue
        used.add(fragment.name.value)
        parts.push(print(fragment))
      }
    }
    return parts.join('\n')
  }
  return all
    .filter(one => one.kind === Kind.OPERATION_DEFINITION && one.operation === OperationTypeNode.QUERY)
    .map(one => one as OperationDefinitionNode)
    .map(one => ({ name: one.name?.value ?? '', query: withFragments(one) }))
}
