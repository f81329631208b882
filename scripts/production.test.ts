import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const packages = fileURLToPath(new URL('../packages', import.meta.url))

/** What a module reads when it is loaded: no types, nothing that it asks for later. */
function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8')
  const statements = /^(?:import|export)\s(?!type\b)(?:[\w\s{},*$]+\sfrom\s)?'([^']+)'/gm
  return [...text.matchAll(statements)].map(([, name = '']) => name)
}

/** Every module that the command loads, with the packages that each asks for by name. */
function loadedBy(entry: string) {
  const seen = new Map<string, readonly string[]>()
  const open = [entry]
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (seen.has(file)) continue
    const names = importsOf(file).filter((name) => !name.startsWith('node:'))
    seen.set(
      file,
      names.filter((name) => !name.startsWith('.')),
    )
    for (const name of names) {
      const ours = /^@bypuls\/([a-z]+)$/.exec(name)?.[1]
      if (ours !== undefined) open.push(join(packages, ours, 'src/index.ts'))
      if (!name.startsWith('.')) continue
      const source = resolve(dirname(file), name.replace(/\.js$/, '.ts'))
      if (existsSync(source)) open.push(source)
    }
  }
  return seen
}

test('the command loads no development package, so that an image does without them', () => {
  const loaded = loadedBy(join(packages, 'platform/src/main.ts'))
  const missing = [...loaded].flatMap(([file, names]) => {
    const room = file.slice(packages.length + 1).split('/')[0] ?? ''
    const { dependencies = {} } = JSON.parse(
      readFileSync(join(packages, room, 'package.json'), 'utf8'),
    )
    return names
      .map((name) => /^(@[^/]+\/[^/]+|[^/]+)/.exec(name)?.[0] ?? name)
      .filter((name) => !(name in dependencies))
      .map((name) => `${file.slice(packages.length + 1)}: ${name}`)
  })

  expect(loaded.size).toBeGreaterThan(300)
  expect(missing).toEqual([])
})
