import { readdir, readFile } from 'node:fs/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { openApiPath } from './openapi.js'
import { routes } from './routes.js'
import { openTestApi, type TestApi } from './testing/open-test-api.js'

const Parameter = z.object({ name: z.string(), in: z.enum(['path', 'query']), schema: z.unknown() })
const Operation = z.object({
  operationId: z.string(),
  summary: z.string(),
  parameters: z.array(Parameter).optional(),
  requestBody: z.unknown().optional(),
  responses: z.record(z.string(), z.object({ description: z.string() })),
})
const Document = z.object({
  openapi: z.literal('3.1.0'),
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
})

/** Packing a megabyte takes longer than the rest of the test. */
const UNPACKED = { 'accept-encoding': 'identity' }

let api: TestApi
beforeEach(async () => {
  api = await openTestApi()
})
afterEach(() => api.close())

test('the document names every route with its parameters, body and answers', async () => {
  const { paths } = await api.read(Document, '/api/v1/openapi.json')

  for (const route of routes) {
    const operation = paths[openApiPath(route)]?.[route.method]
    const names = operation?.parameters?.map(({ name }) => name) ?? []
    const expected = [...Object.keys(route.params.shape), ...Object.keys(route.query.shape)]
    expect(names.sort(), route.path).toEqual(expected.sort())
    expect(operation?.requestBody !== undefined, route.path).toBe(route.body !== undefined)
    expect(Object.keys(operation?.responses ?? {})).toEqual(
      expect.arrayContaining([...Object.keys(route.responses), 'default']),
    )
  }
  const operations = Object.values(paths).flatMap((path) => Object.values(path))
  expect(operations).toHaveLength(routes.length)
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(routes.length)
})

test('every reference in the document leads somewhere', async () => {
  const text = await (await api.get('/api/v1/openapi.json')).text()
  const { components } = Document.parse(JSON.parse(text))

  const names = [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name)

  expect(names.length).toBeGreaterThan(20)
  expect(names.filter((name) => name === undefined || !(name in components.schemas))).toEqual([])
})

test('the page of the document loads its scripts from files of our own alone', async () => {
  const page = await (await api.get('/api/v1/docs')).text()

  const sources = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, source]) => source ?? '')
  const answers = await Promise.all(
    sources.map((source) => fetch(`${api.url}/api/v1/${source}`, { headers: UNPACKED })),
  )

  expect(sources).toHaveLength(4)
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
  expect(page).not.toMatch(/<script>|onload=|style=/)
})

test('every route that a file in `routes` defines is in the table', async () => {
  const folder = new URL('routes/', import.meta.url)
  const files = await readdir(folder)
  const texts = await Promise.all(files.map((file) => readFile(new URL(file, folder), 'utf8')))

  const defined = texts.flatMap((text) => text.match(/= define(Route|Write)\(/g) ?? [])

  expect(routes).toHaveLength(defined.length)
})
