import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test } from 'vitest'

const scripts = fileURLToPath(new URL('.', import.meta.url))
const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** What `npm run services` prints in a fresh checkout on a machine with nothing but Node. */
function onBareMachine() {
  const folder = mkdtempSync(join(tmpdir(), 'bypuls-services-'))
  folders.push(folder)
  cpSync(scripts, join(folder, 'scripts'), { recursive: true })
  const { status, stdout } = spawnSync(process.execPath, ['scripts/services.mjs'], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: join(folder, 'nothing') },
  })
  return { status, lines: stdout.split('\n') }
}

test('what cannot be had is named with its remedy, and the exit code says so', () => {
  const { status, lines } = onBareMachine()

  expect(status).toBe(1)
  expect(lines).toContain(
    'MISSING  InfluxDB 2.7.12: install Go 1.21 or newer from https://go.dev/dl; install Rust from https://rustup.rs',
  )
  expect(lines).toContain(
    'MISSING  VictoriaMetrics 1.122.0: install Go 1.21 or newer from https://go.dev/dl',
  )
  expect(lines).toContain('MISSING  docker compose: install docker-compose of your system')
})

test('each service is a file of its own and stands in the list', () => {
  const list = readFileSync(join(scripts, 'services.mjs'), 'utf8')
  const files = readdirSync(join(scripts, 'services')).filter((file) => file.endsWith('.mjs'))
  const shared = ['built.mjs', 'system.mjs']

  expect(files.filter((file) => !shared.includes(file) && !list.includes(`/${file}'`))).toEqual([])
})
