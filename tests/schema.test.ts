import {
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isObjectType,
  lexicographicSortSchema,
  printSchema,
} from 'graphql'
import { describe, expect, test } from 'vitest'
import { buildSchema } from '../core/graphql/schema.ts'

/** What a type consists of, each with the name a reader finds it by. */
function partsOf(schema: GraphQLSchema): Array<{ name: string; description: string | null | undefined }> {
  return Object.values(schema.getTypeMap())
    .filter(type => !type.name.startsWith('__') && type.astNode)
    .flatMap(type => {
      const members = isEnumType(type)
        ? type.getValues().map(({ name, description }) => ({ name, description }))
        : isObjectType(type)
          ? Object.values(type.getFields()).flatMap(({ name, description, args }) => [
              { name, description },
              // Every verb takes one `input`, whose type says what it is.
              ...args
                .filter(arg => arg.name !== 'input')
                .map(arg => ({ name: `${name}(${arg.name})`, description: arg.description })),
            ])
          : isInputObjectType(type)
            ? Object.values(type.getFields())
            : []
      return [
        { name: type.name, description: type.description },
        ...members.map(({ name, description }) => ({ name: `${type.name}.${name}`, description })),
      ]
    })
}

describe('the public API', () => {
  const schema = buildSchema([])

  test('is what was agreed: run `npx vitest run tests/schema.test.ts -u` to change it on purpose', async () => {
    await expect(`${printSchema(lexicographicSortSchema(schema))}\n`).toMatchFileSnapshot('graphql/public-api.graphql')
  })

  test('says of every type, field, argument and value what it is', () => {
    const parts = partsOf(schema)
    expect(parts.map(part => part.name)).toEqual(expect.arrayContaining(['Case', 'Case.messages(last)', 'Level.NONE']))
    expect(parts.filter(part => !part.description?.trim()).map(part => part.name)).toEqual([])
  })

  test('names its verbs alike: verbNoun(input: VerbNounInput!)', () => {
    const verbs = Object.values(schema.getMutationType()?.getFields() ?? {})
    expect(verbs.length).toBeGreaterThan(20)
    for (const { name, args } of verbs) {
      expect(args.map(arg => `${arg.name}: ${arg.type}`)).toEqual([
        `input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!`,
      ])
    }
  })

  test('has no field and no input that holds a password, a hash or a key', () => {
    const names = partsOf(schema)
      .map(part => part.name)
      .sort()
    expect(names.filter(name => /password|hash|sealed|credential/i.test(name))).toEqual([])
    // What goes in and never comes out: tests/core/connections.test.ts looks for it in every answer.
    expect(names.filter(name => /settings/i.test(name))).toEqual([
      'AddConnectionInput.settings',
      'Connection.settings',
      'ConnectionCheckInput.settings',
      'Plugin.settingsSchema',
      'Preset.settings',
      'UpdateConnectionInput.settings',
    ])
    // The one secret that is shown, once, to whom it belongs.
    expect(names.filter(name => /secret/i.test(name))).toEqual(['NewToken.secret'])
  })
})
