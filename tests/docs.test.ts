import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type DefinitionNode, parse } from 'graphql'
import { describe, expect, test } from 'vitest'
import { settings } from '../config/schema.ts'
import { commands } from '../core/cli.ts'
import { jobs } from '../core/jobs/jobs.ts'
import { eventTypes, quietTypes } from '../core/lib/event.ts'
import { permissions } from '../core/team/may.ts'

const ROOT = join(import.meta.dirname, '..')
const readme = readFileSync(join(ROOT, 'README.md'), 'utf8')

describe('the README has a row for', () => {
  test.each(Object.entries(settings))('the setting %s, with its default and what it is for', (name, setting) => {
    const value = String(setting.default) && ` \`${setting.default}\``
    expect(readme).toContain(`\n| \`${name}\` |${value} | ${setting.description} |\n`)
  })

  test.each(Object.entries(permissions))('the permission %s, with the roles that have it', (name, { roles }) => {
    expect(readme).toContain(`\n| \`${name}\` | ${roles.join(', ')} | `)
  })

  test.each(jobs.map(job => [job.name, job] as const))('the job %s, with how often and what it does', (name, job) => {
    expect(readme).toContain(`\n| \`${name}\` | ${job.every} s | ${job.description} |\n`)
  })

  test.each(commands.map(command => [command.name, command] as const))('the command webcare %s', (name, command) => {
    expect(readme).toContain(`\n| \`webcare ${name}\` | ${command.description} |\n`)
  })
})

test('the guide for authors of plugins names every function that a plugin may have', () => {
  const contract = readFileSync(join(ROOT, 'core/plugin/index.ts'), 'utf8')
  const guide = readFileSync(join(ROOT, 'plugins/README.md'), 'utf8')
  const names = [...contract.matchAll(/^ {2}(\w+)\?(?:\(|: \()/gm)].map(([, name]) => name)
  expect(names).toContain('poll')
  expect(names.filter(name => !new RegExp(`\`(\\w+\\.)?${name}\``).test(guide))).toEqual([])
})

test('the guide for listening systems names every event that they are told of', () => {
  const guide = readFileSync(join(ROOT, 'plugins/webhook/README.md'), 'utf8')
  const told = eventTypes.filter(type => !quietTypes.includes(type))
  expect(told.filter(type => !new RegExp(`^\\| .*\`${type}\``, 'm').test(guide))).toEqual([])
})

/** What a definition names, each with whether it says what it is. An argument called input is said by its type. */
function described(definition: DefinitionNode): Array<[name: string, described: boolean]> {
  if (!('name' in definition) || !definition.name) return []
  const name = definition.name.value
  const own = 'description' in definition && !/^(Query|Mutation|Subscription)$/.test(name)
  const members = [
    ...('fields' in definition ? (definition.fields ?? []) : []),
    ...('values' in definition ? (definition.values ?? []) : []),
  ]
  return [
    ...(own ? [[name, Boolean(definition.description)] as [string, boolean]] : []),
    ...members.map(member => [`${name}.${member.name.value}`, Boolean(member.description)] as [string, boolean]),
  ]
}

test('every type, field and value of the public API says what it is', () => {
  const files = globSync('core/**/*.graphql', { cwd: ROOT })
  const all = files.flatMap(file => parse(readFileSync(join(ROOT, file), 'utf8')).definitions.flatMap(described))
  expect(all.length).toBeGreaterThan(200)
  expect(all.filter(([, is]) => !is).map(([name]) => name)).toEqual([])
})
