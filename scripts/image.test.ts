import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const path = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url))
const lines = readFileSync(path('Dockerfile'), 'utf8').split('\n')
const all = (instruction: string) => lines.filter((line) => line.startsWith(`${instruction} `))

test('the image runs as nobody in particular and names the version of Node it is made from', () => {
  expect(all('USER')).toEqual(['USER 10001:10001'])
  for (const from of all('FROM')) expect(from).toMatch(/^FROM node:\d+\.\d+-bookworm-slim/)
})

test('what the image copies is there and is not kept from the builder', () => {
  const ignored = readFileSync(path('.dockerignore'), 'utf8').split('\n')

  expect(all('COPY').filter((line) => !line.includes('--from'))).toEqual([
    'COPY . .',
    'COPY docker ./docker',
  ])
  for (const name of ['docker', 'packages', 'package.json', 'package-lock.json', 'scripts']) {
    expect(existsSync(path(name))).toBe(true)
    expect(ignored).toContain(`!${name}`)
  }
})

const ANSWERS = [
  { status: 200, code: 0 },
  { status: 503, code: 1 },
]

test.each(ANSWERS)(
  'a process that answers $status ends the health check with $code',
  async (it) => {
    const server = createServer((req, res) => {
      res.writeHead(req.url === '/healthz' ? it.status : 404).end()
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0

    expect(await healthy(port)).toBe(it.code)

    server.close()
    await once(server, 'close')
    expect(await healthy(port)).toBe(1)
  },
)

async function healthy(port: number): Promise<unknown> {
  const child = spawn(process.execPath, [path('docker/healthy.mjs')], {
    env: { BYPULS_HTTP_PORT: String(port) },
    stdio: 'ignore',
  })
  const [code] = await once(child, 'exit')
  return code
}
