import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { newDataDirectory, open } from './testing/school.js'

const WRITER = fileURLToPath(new URL('../testing/write-until-killed.mjs', import.meta.url))

/** Lets a process write until it has told of so many, kills it (SIGKILL); what it told of. */
async function writeAndKill(folder: string, run: { prefix: string; mode: string; after: number }) {
  const child = spawn(process.execPath, [WRITER, folder, run.prefix, run.mode], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exit = once(child, 'exit')
  const told: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    told.push(line)
    if (told.length === run.after) child.kill('SIGKILL')
  }
  await exit
  return told
}

async function missingAfter(modes: readonly string[]): Promise<number> {
  const data = newDataDirectory()
  const told: string[] = []
  for (const [index, mode] of modes.entries()) {
    const run = { prefix: `run-${index}`, mode, after: 40 + 37 * index }
    told.push(...(await writeAndKill(data.path, run)))
  }
  const registry = await open(data.path)
  const missing = told.filter((name) => !registry.view().organisations.has(name))
  await registry.close()
  data.remove()
  expect(told.length).toBeGreaterThanOrEqual(40)
  return missing.length
}

test('a write that has resolved outlives kill -9, again and again', async () => {
  expect(await missingAfter(['after', 'after'])).toBe(0)
}, 120_000)

test('the broken twin, which tells before the disk has it, loses some', async () => {
  expect(await missingAfter(['early'])).toBeGreaterThan(0)
}, 120_000)
