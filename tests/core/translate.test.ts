import { describe, expect, test } from 'vitest'
import { said, translate, translateSchema } from '../../core/plugin/translate.ts'

const texts = {
  nl: {
    'Access token': 'Toegangstoken',
    'Signed in as {name}': 'Aangemeld als {name}',
    'Signed in as {name} (@{handle})': 'Aangemeld als {name}, @{handle}',
    '{count} of {total} read': 'Van {total} zijn er {count} gelezen',
    '{a}{b}': 'nooit',
  },
}

describe('a plugin’s words in another language', () => {
  test.each([
    ['a sentence', 'Access token', 'Toegangstoken'],
    ['a sentence with a place', 'Signed in as Sanne', 'Aangemeld als Sanne'],
    ['the one that says most', 'Signed in as Sanne (@sanne)', 'Aangemeld als Sanne, @sanne'],
    ['places in another order', '3 of 12 read', 'Van 12 zijn er 3 gelezen'],
    ['a value that looks like a place', 'Signed in as {handle}', 'Aangemeld als {handle}'],
    ['a value with dollars', 'Signed in as $& $1', 'Aangemeld als $& $1'],
    ['nothing in a place', 'Signed in as ', 'Aangemeld als '],
  ])('%s', (_, english, expected) => expect(translate('nl', english, texts)).toBe(expected))

  test.each([
    ['in a language without a table', 'es', 'Access token'],
    ['that no table has', 'nl', 'constructor'],
    ['that is longer than a sentence', 'nl', `Signed in as ${'x'.repeat(2000)}`],
  ])('a text %s stays as it is', (_, language, text) => {
    const { '{a}{b}': _any, ...others } = texts.nl
    expect(translate(language, text, { nl: others })).toBe(text)
  })

  test('the plugin’s own table comes before that of the program', () => {
    const own = { nl: { 'The plugin did not finish in time': 'Te laat!' } }
    const late = 'The plugin did not finish in time'
    expect(said('nl', { texts: own }, late)).toBe('Te laat!')
    expect(said('nl', {}, late)).toBe('Het kanaal reageerde niet op tijd.')
    expect(said('nl', undefined, late)).toBe('Het kanaal reageerde niet op tijd.')
  })

  test('titles and descriptions of a schema, at whatever depth, and nothing else in it', () => {
    const schema = {
      title: 'Access token',
      pattern: 'Access token',
      properties: { title: { title: 'Access token', default: 'Access token' } },
      anyOf: [{ const: 'Access token', title: 'Access token' }],
    }
    expect(translateSchema('nl', schema, texts)).toEqual({
      title: 'Toegangstoken',
      pattern: 'Access token',
      properties: { title: { title: 'Toegangstoken', default: 'Access token' } },
      anyOf: [{ const: 'Access token', title: 'Toegangstoken' }],
    })
  })
})
