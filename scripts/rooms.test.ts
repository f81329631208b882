import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const packages = new URL('../packages/', import.meta.url)
const rooms = readdirSync(packages)

/** Which rooms a room may know. A reading flows one way; nobody knows the composition root. */
const MAY_KNOW: Readonly<Record<string, readonly string[]>> = {
  model: [],
  servers: [],
  decoders: ['model'],
  stores: ['model', 'servers'],
  registry: ['model', 'servers'],
  broker: ['model', 'servers'],
  simulator: ['model'],
  dashboard: ['model'],
  ingest: ['model', 'broker', 'decoders', 'stores', 'servers'],
  api: ['model', 'stores', 'registry', 'ingest', 'servers'],
  platform: [
    'model',
    'decoders',
    'stores',
    'registry',
    'broker',
    'ingest',
    'api',
    'dashboard',
    'simulator',
    'servers',
  ],
}

test.each(rooms)('%s knows only the rooms it may', (room) => {
  const text = readFileSync(new URL(`${room}/package.json`, packages), 'utf8')
  const { dependencies = {}, devDependencies = {} } = JSON.parse(text)
  const known = Object.keys({ ...dependencies, ...devDependencies })
    .filter((name) => name.startsWith('@bypuls/'))
    .map((name) => name.replace('@bypuls/', ''))

  expect(known.filter((name) => !MAY_KNOW[room]?.includes(name))).toEqual([])
})

test.each(rooms)(
  '%s imports only what its package.json names, by the packages’ own names',
  (room) => {
    const { dependencies = {}, devDependencies = {} } = JSON.parse(
      readFileSync(new URL(`${room}/package.json`, packages), 'utf8'),
    )
    const named = [...Object.keys(dependencies), ...Object.keys(devDependencies)]
    const foreign = sourcesOf(room).flatMap(({ file, text }) =>
      [...text.matchAll(/(?:from|import)\s+'(@bypuls\/[^']+|(?:\.\.\/)+[a-z]+\/src[^']*)'/g)]
        .map(([, target = '']) => target)
        .filter((target) => !named.includes(target))
        .map((target) => `${file}: ${target}`),
    )

    expect(foreign).toEqual([])
  },
)

function sourcesOf(room: string): { file: string; text: string }[] {
  const source = new URL(`${room}/src/`, packages)
  return readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => ({ file, text: readFileSync(new URL(file, source), 'utf8') }))
}
