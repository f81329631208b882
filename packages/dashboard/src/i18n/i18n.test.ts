import { describe, expect, test } from 'vitest'
import { texts as da } from './da/texts.js'
import { texts as en } from './en/texts.js'
import { i18n } from './i18n.js'

type Texts = { readonly [key: string]: string | Texts }

function flat(texts: Texts, path = ''): [string, string][] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [[path + key, value]] : flat(value, `${path}${key}.`),
  )
}
const variables = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((m) => m[1]).sort()

describe('the two languages', () => {
  test('have the same keys, none of them empty', () => {
    expect(flat(en).map(([key]) => key)).toEqual(flat(da).map(([key]) => key))
    expect([...flat(da), ...flat(en)].filter(([, text]) => text.trim() === '')).toEqual([])
  })

  test('fill in the same values', () => {
    const english = new Map(flat(en))
    const differing = flat(da).filter(
      ([key, text]) => `${variables(text)}` !== `${variables(english.get(key) ?? '')}`,
    )
    expect(differing).toEqual([])
  })

  test('are both there at once', () => {
    expect(i18n.getFixedT('da', 'common')('state.stale')).toBe('Forældet')
    expect(i18n.getFixedT('en', 'common')('state.stale')).toBe('Stale')
  })

  test('keep a number and its unit on one line', () => {
    const parted = [...flat(da), ...flat(en)].filter(([, text]) =>
      /[\d}] (ppm|%|kWh|kg|min|h|t\.|px)(?!\p{L})/u.test(text),
    )
    expect(parted).toEqual([])
  })
})
