import {
  createSourceEventStream,
  type DirectiveNode,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  Kind,
  visit,
} from 'graphql'

/** Subscriptions whose answer depends on what is told alone, and not on who is told. */
const TOLD_ALIKE = ['changes', 'lists']

/**
 * Graphql's `subscribe`, but people who are told the very same thing by the same document get the same answer, made once.
 * All others are answered one by one.
 */
export async function subscribeTogether(
  args: ExecutionArgs,
): Promise<AsyncGenerator<ExecutionResult, void, void> | ExecutionResult> {
  const source = await createSourceEventStream(args)
  if (!(Symbol.asyncIterator in source)) return source
  const told = source as AsyncGenerator<object, void, void>
  const isAlike = areAlike(args.document)
  const answered = async ({
    done,
    value,
  }: IteratorResult<object, void>): Promise<IteratorResult<ExecutionResult, void>> =>
    done ? { done, value: undefined } : { value: await answer(value as object) }

  function answer(payload: object): ExecutionResult | Promise<ExecutionResult> {
    const make = () => execute({ ...args, rootValue: payload })
    if (!isAlike) return make()
    const known: Answers = answers.get(payload) ?? new Map()
    answers.set(payload, known)
    const made = known.get(args.document) ?? make()
    known.set(args.document, made)
    return made
  }

  const all: AsyncGenerator<ExecutionResult, void, void> = {
    next: async () => answered(await told.next()),
    return: async () => answered(await told.return()),
    throw: async error => answered(await told.throw(error)),
    [Symbol.asyncIterator]: () => all,
    [Symbol.asyncDispose]: async () => void (await told.return()),
  }
  return all
}

type Answers = Map<DocumentNode, ExecutionResult | Promise<ExecutionResult>>
const answers = new WeakMap<object, Answers>()

/** A document of one plain field that is told alike; with a directive its answer may depend on the variables. */
function areAlike(document: DocumentNode): boolean {
  const [operation, ...others] = document.definitions
  if (others.length || operation?.kind !== Kind.OPERATION_DEFINITION) return false
  const [field, ...more] = operation.selectionSet.selections
  if (more.length || field?.kind !== Kind.FIELD || !TOLD_ALIKE.includes(field.name.value)) return false
  const directives: DirectiveNode[] = []
  visit(operation, { Directive: directive => void directives.push(directive) })
  return directives.length === 0
}
