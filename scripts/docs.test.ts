import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { Settings } from '../packages/platform/src/settings-schema.js'

const root = new URL('../', import.meta.url)
const settings = Object.keys(Settings.shape)
const FOLDERS = ['', 'docs/', 'docs/decisions/', 'docs/how-to/', 'mosquitto/']
const pages = FOLDERS.flatMap((folder) =>
  readdirSync(new URL(folder, root))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}${name}`),
)
const read = (path: string) => readFileSync(new URL(path, root), 'utf8')

test('docs/settings.md tells of every setting, and of no other', () => {
  const rows = read('docs/settings.md')
    .split('\n')
    .filter((line) => line.startsWith('| `BYPULS_'))
  const told = rows.flatMap((row) => row.split('|')[1]?.match(/BYPULS_[A-Z_]+/g) ?? [])

  expect(told.sort()).toEqual([...settings].sort())
})

test.each(pages)('%s names settings that there are', (page) => {
  const names = read(page).match(/\bBYPULS_[A-Z_]*[A-Z]\b/g) ?? []
  const unknown = names
    .map((name) => name.replace(/_FILE$/, ''))
    .filter((name) => !/^BYPULS_(TEST_\w+|REQUIRE_SERVICES)$/.test(name))

  expect(unknown.filter((name) => !settings.includes(name))).toEqual([])
})

test.each(pages)('%s gives settings values that they take', (page) => {
  const given = [...read(page).matchAll(/\b(BYPULS_[A-Z_]*[A-Z])=([^\s`'"\\]+)/g)]
  const wrong = given.filter(([, name = '', value = '']) => {
    const setting = Object.entries(Settings.shape).find(([one]) => one === name)?.[1]
    return setting !== undefined && !setting.safeParse(value).success
  })

  expect(wrong.map(([text]) => text)).toEqual([])
})

test.each(pages)('%s leads to pages that there are', (page) => {
  const links = [...read(page).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(
    ([, link = '']) => new URL(link, new URL(page, root)),
  )

  expect(links.filter((link) => !existsSync(fileURLToPath(link))).map(String)).toEqual([])
})
