import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { Settings } from '../packages/platform/src/settings-schema.js'

test('docs/settings.md tells of every setting, and of no other', () => {
  const page = readFileSync(new URL('../docs/settings.md', import.meta.url), 'utf8')
  const rows = page.split('\n').filter((line) => line.startsWith('| `BYPULS_'))
  const told = rows.flatMap((row) => row.split('|')[1]?.match(/BYPULS_[A-Z_]+/g) ?? [])

  expect(told.sort()).toEqual(Object.keys(Settings.shape).sort())
})
