import type { DatabaseConnection, Dialect, Driver } from 'kysely'
import { notRead } from './failures.ts'

/**
 * A dialect whose statements fail with UNAVAILABLE and a sentence where the database is to blame, so that whoever asked can
 * try again. For reads: the one writer says it by itself, of a whole unit of work.
 */
export const explained = (dialect: Dialect): Dialect => ({
  createAdapter: () => dialect.createAdapter(),
  createIntrospector: db => dialect.createIntrospector(db),
  createQueryCompiler: () => dialect.createQueryCompiler(),
  createDriver: () => explainedDriver(dialect.createDriver()),
})

function explainedDriver(driver: Driver): Driver {
  const known = new WeakSet<DatabaseConnection>()
  const acquire = driver.acquireConnection.bind(driver)
  return Object.assign(driver, {
    async acquireConnection(...options: Parameters<Driver['acquireConnection']>) {
      const connection = await acquire(...options).catch(fail)
      if (!known.has(connection)) {
        known.add(connection)
        const execute = connection.executeQuery.bind(connection)
        connection.executeQuery = (query, more) => execute<never>(query, more).catch(fail)
      }
      return connection
    },
  } satisfies Partial<Driver>)
}

function fail(error: unknown): never {
  throw notRead(error)
}
