import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import { posix } from 'node:path'
import { codegen } from '@graphql-codegen/core'
import * as documentNodes from '@graphql-codegen/typed-document-node'
import * as types from '@graphql-codegen/typescript'
import * as operations from '@graphql-codegen/typescript-operations'
import * as resolvers from '@graphql-codegen/typescript-resolvers'
import { concatAST, parse } from 'graphql'

/**
 * Writes the types that follow from the `.graphql` files: the server's in `core/graphql/types.ts`, the web's in a
 * `types.ts` beside its documents, so that a screen loaded later brings its own along. `--check` writes nothing and fails
 * when one of them is stale.
 */
const root = new URL('../../', import.meta.url)

/** What a resolver's parent really is. The other types are plain objects, shaped as the schema says. */
const mappers = {
  Alert: '../team/alerts.ts#Alert as AlertRow',
  Attachment: '../files/attachments.ts#AttachmentRow',
  AttachmentLimits: '../plugin/index.ts#AttachmentLimits as ChannelFiles',
  Case: '../cases/find.ts#CaseRow',
  CasePage: '../cases/find.ts#CasePage as CasePageRow',
  CaseEvent: '../cases/timeline.ts#EventRow',
  CheckProgress: '../connections/try.ts#CheckProgress as CheckProgressAsTold',
  CheckResult: '../connections/try.ts#CheckResult as CheckResultAsTold',
  Connection: '../connections/connections.ts#ConnectionRow',
  Customer: '../customers/customers.ts#CustomerRow',
  Draft: '../cases/drafts.ts#DraftRow',
  Handle: '../customers/customers.ts#HandleRow',
  Invitation: '../team/links.ts#Invitation as InvitationRow',
  Label: '../cases/find.ts#LabelRow',
  ListOrder: '../team/preferences.ts#ListOrder as OrderOfList',
  Me: '../team/users.ts#Me as MeRow',
  Message: '../cases/timeline.ts#MessageRow',
  MessageHit: '../cases/search.ts#MessageHit as MessageHitFound',
  NotificationList: '../notify/notifications.ts#NotificationList as NotificationListAsked',
  Notification: '../notify/notifications.ts#NotificationRow',
  Note: '../cases/timeline.ts#NoteRow',
  ParkedItem: '../intake/items.ts#Item as ParkedItemRow',
  Preferences: '../team/preferences.ts#Preferences as PreferencesRow',
  Presence: './presence.ts#Present',
  Refusal: '../cases/bulk.ts#Refusal as RefusalRow',
  Right: '../team/rights.ts#RightRow',
  Session: '../team/sessions.ts#SessionRow',
  Task: '../tasks/tasks.ts#TaskRow',
  Team: '../team/teams.ts#TeamRow',
  Thread: '../cases/timeline.ts#ThreadRow',
  Token: '../team/tokens.ts#TokenRow',
  Upload: '../files/uploads.ts#UploadRow',
  User: '../team/users.ts#UserRow',
  View: '../cases/views.ts#View as ViewRow',
}

/** What an enum is inside: the same words in lower case (core/graphql/schema.ts turns them). */
const enumValues = {
  Action: '../plugin/index.ts#Action',
  After: '../team/preferences.ts#After',
  CaseList: '../cases/filter.ts#List',
  ChangeArea: './changes.ts#Area',
  CaseOrder: '../cases/order.ts#Order',
  CaseStatus: '../db/schema.ts#CaseStatus',
  Counting: '../lib/length.ts#Counting',
  Density: '../team/preferences.ts#Density',
  DeedKind: '../cases/bulk.ts#DeedKind',
  Direction: '../cases/timeline.ts#Direction',
  ExportFormat: '../tasks/export.ts#ExportFormat',
  Level: '../lib/actor.ts#Level',
  MessageKind: '../plugin/index.ts#MessageKind',
  NotificationKind: '../notify/notifications.ts#NotificationKind',
  PlainDeed: '../cases/bulk.ts#PlainDeed',
  Place: '../cases/filter.ts#Place',
  Priority: '../db/schema.ts#Priority',
  ReplyOutcome: '../outbox/reply.ts#Outcome',
  StopCause: '../db/schema.ts#StopCause',
  ReplyState: '../db/schema.ts#ReplyState',
  Role: '../lib/actor.ts#Role',
  Scope: '../team/may.ts#Scope',
  Sound: '../team/preferences.ts#Sound',
  ShortcutKeys: '../team/preferences.ts#ShortcutKeys',
  Theme: '../team/preferences.ts#Theme',
  TaskKind: '../tasks/tasks.ts#TaskKind',
  TaskState: '../tasks/tasks.ts#TaskState',
  Visibility: '../plugin/index.ts#Visibility',
  Writing: './presence.ts#Writing',
}

const shared = {
  scalars: { DateTime: 'string', ID: 'string' },
  strictScalars: true,
  enumsAsTypes: true,
  useTypeImports: true,
  importExtension: '' as const,
  maybeValue: 'T | null',
}

const schemaFiles = await readAll('core/**/*.graphql')
const operationFiles = Map.groupBy(await readAll('web/**/*.graphql'), file => posix.dirname(file.location))
const schema = concatAST(schemaFiles.map(file => file.document))

const generated = {
  'core/graphql/types.ts': await codegen({
    filename: 'core/graphql/types.ts',
    schema,
    documents: [],
    config: shared,
    plugins: [
      { types: { inputMaybeValue: 'T | null | undefined', enumValues } },
      { resolvers: { contextType: './context.ts#Context', mappers, enumValues, makeResolverTypeCallable: false } },
    ],
    pluginMap: { types, resolvers },
  }),
  ...Object.fromEntries(
    await Promise.all(
      [...operationFiles].map(async ([folder, files]) => [`${folder}/types.ts`, await webTypes(files)] as const),
    ),
  ),
}

const check = process.argv.includes('--check')
for (const [path, text] of Object.entries(generated)) {
  const content = `// Made by \`npm run generate\` from the .graphql files; change those.\n${text.replaceAll(/^export \{/gm, 'export type {')}\n`
  const file = new URL(path, root)
  if (existsSync(file) && readFileSync(file, 'utf8') === content) continue
  if (check) {
    process.exitCode = 1
    process.stderr.write(`${path} is stale: run \`npm run generate\` and commit it.\n`)
  } else {
    writeFileSync(file, content)
    process.stdout.write(`wrote ${path}\n`)
  }
}

/** The documents of one folder; a fragment lives in the folder that uses it. */
function webTypes(documents: typeof schemaFiles): Promise<string> {
  return codegen({
    filename: 'types.ts',
    schema,
    documents,
    // As texts with each fragment once: a third of the size of parsed documents.
    config: { ...shared, dedupeFragments: true, documentMode: 'graphQLTag', gqlImport: '@urql/core#gql' },
    plugins: [{ operations: {} }, { documentNodes: {} }],
    pluginMap: { operations, documentNodes },
  })
}

async function readAll(pattern: string) {
  const paths: string[] = []
  for await (const path of glob(pattern, { cwd: root.pathname })) paths.push(path)
  return paths.sort().map(path => ({
    location: path,
    document: parse(readFileSync(new URL(path, root), 'utf8')),
  }))
}
