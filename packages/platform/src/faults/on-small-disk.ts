import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { program } from '../testing/command.js'
import type { FullDiskVerdict } from './full-disk.js'

const built = (file: string) => fileURLToPath(new URL(`../../dist/faults/${file}`, import.meta.url))

/** Whether this machine lets this user mount a disk for one process alone (Linux, root). */
export function mayMount(): Promise<boolean> {
  return program('unshare', ['--mount', 'true']).then(
    ({ code }) => code === 0,
    () => false,
  )
}

/**
 * The full-disk run on a real disk of 48 MB, which exists for that run only: everything lies on it
 * (`data`), or the store alone, behind a spool that may hold 1 MiB (`store`).
 */
export async function onSmallDisk(
  part: 'data' | 'store',
  twin?: 'acknowledge-first.js',
): Promise<FullDiskVerdict> {
  const folder = mkdtempSync(join(tmpdir(), 'bypuls-disk-'))
  try {
    mkdirSync(join(folder, 'disk'))
    const script = 'mount -t tmpfs -o size=48m tmpfs "$2/disk" && exec "$0" "$@"'
    const run = [built('full-disk-process.js'), folder, part]
    if (twin !== undefined) run.push(built(twin))
    const shell = ['--mount', 'sh', '-c', script, process.execPath, ...run]
    const ended = await program('unshare', shell)
    if (ended.code !== 0) throw new Error(ended.error)
    const verdict: FullDiskVerdict = JSON.parse(ended.out)
    return verdict
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
