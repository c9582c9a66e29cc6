import { serverAudits } from 'graphql-http'
import { expect, test } from 'vitest'
import { openWorld } from '../support/world.ts'

test('the API answers as the GraphQL-over-HTTP specification demands, recommends and allows', async () => {
  const world = await openWorld({ listen: true })
  const { headers } = await world.token(await world.person('tess'), ['cases:read', 'schema'])
  const audits = serverAudits({
    url: `${world.url}/graphql`,
    fetchFn: (address: string, request: RequestInit = {}) =>
      fetch(address, { ...request, headers: { ...(request.headers as Record<string, string>), ...headers } }),
  })
  const results = await Promise.all(audits.map(audit => audit.fn()))
  const complaints = results
    .filter(result => result.status !== 'ok')
    .map(result => `${result.status} ${result.id} ${result.name}: ${'reason' in result ? result.reason : ''}`)
  expect(complaints).toEqual([])
  expect(results.length).toBeGreaterThan(60)
})
