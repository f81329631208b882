import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ChildPlatform, startChild } from '../load/child-platform.js'

/** Runs `work` against a platform of its own, in a new folder that goes with it. */
export async function withPlatform(
  options: {
    readonly args?: readonly string[]
    /** Puts something into the data folder before the platform has it. */
    readonly prepare?: (folder: string) => Promise<void>
  },
  work: (platform: ChildPlatform) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bypuls-bench-'))
  try {
    await options.prepare?.(folder)
    const platform = await startChild(folder, { args: options.args ?? [] })
    await work(platform).finally(() => platform.stop('SIGTERM'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
