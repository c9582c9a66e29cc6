import type { Dialect } from '../../core/db/db.ts'

const wanted = process.env.WEBCARE_TEST_ENGINES?.split(',')

/** The databases every test of the core runs on. WEBCARE_TEST_ENGINES=sqlite leaves the other out while you work. */
export const engines = (['sqlite', 'postgres'] as const satisfies readonly Dialect[]).filter(
  engine => !wanted || wanted.includes(engine),
)
