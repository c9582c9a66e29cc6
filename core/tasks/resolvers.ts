import type { Refusal } from '../cases/bulk.ts'
import { deedFrom } from '../cases/given.ts'
import type { Resolvers } from '../graphql/types.ts'
import { AppError } from '../lib/errors.ts'
import { startBackfill } from './backfill.ts'
import { deedOf, idsOf, startBulk } from './bulk.ts'
import { countForExport, fileNameOf, formatOf, startExport } from './export.ts'
import { pause, resume, stop, tasksOf } from './tasks.ts'

export const resolvers: Resolvers = {
  Query: { tasks: (_, _args, { core, actor }) => tasksOf(core.db, actor) },
  Mutation: {
    startExport: async (_, { input }, { core, actor }) => {
      const { format } = input
      const selection = input.selection ?? {}
      const total = await countForExport(core.database, actor, selection)
      return core.write(actor, tx => startExport(tx, { selection, format }, total, core.wakeTasks))
    },
    startBulk: async (_, { input }, { core, actor }) => {
      const deed = deedFrom(input.deed)
      const selection = input.selection ?? null
      if (Boolean(input.caseIds) === Boolean(selection)) {
        throw new AppError('INVALID', 'Give `caseIds` or `selection`.', { reason: 'input.invalid' })
      }
      const caseIds = selection ? await idsOf(core.database, actor, selection) : (input.caseIds ?? [])
      return core.write(actor, tx => startBulk(tx, { deed, caseIds, selection }, core.wakeTasks))
    },
    startBackfill: (_, { input }, { core, actor }) =>
      core.write(actor, tx => startBackfill(tx, core.connections, input, core.wakeTasks)),
    pauseTask: (_, { input }, { core, actor }) => core.write(actor, tx => pause(tx, input.taskId)),
    resumeTask: (_, { input }, { core, actor }) => core.write(actor, tx => resume(tx, input.taskId, core.wakeTasks)),
    stopTask: (_, { input }, { core, actor }) => core.write(actor, tx => stop(tx, input.taskId)),
  },
  Task: {
    refusals: row => JSON.parse(row.refusals) as Refusal[],
    deed: row => (row.kind === 'bulk' ? deedOf(row) : null),
    connection: (row, _, { load }) => (row.connectionId ? load.connection.load(row.connectionId) : null),
    format: row => (row.kind === 'export' ? formatOf(row) : null),
    url: (row, _, { core }) => (row.fileUntil ? `${core.config.basePath}/exports/${row.id}` : null),
    fileName: async (row, _, { load }) =>
      row.fileUntil ? fileNameOf(row, (await load.user.load(row.userId))?.language ?? 'en') : null,
    bytes: row => (row.fileUntil ? row.bytes : null),
  },
}
