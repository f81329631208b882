import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

const DemoFile = z.object({
  seed: z.number(),
  historyFrom: z.number(),
  historyUntil: z.number(),
  /** The simulated devices' credentials, by `<organisation>/<device>`. */
  passwords: z.record(z.string(), z.string()),
})

/** What the simulator must know at the next start; the registry keeps only the passwords' hashes. */
export type DemoFile = z.output<typeof DemoFile>

export function readDemoFile(path: string): DemoFile | null {
  return existsSync(path) ? DemoFile.parse(JSON.parse(readFileSync(path, 'utf8'))) : null
}

export function writeDemoFile(path: string, demo: DemoFile): void {
  writeFileSync(`${path}.new`, `${JSON.stringify(demo)}\n`, { mode: 0o600 })
  renameSync(`${path}.new`, path)
}
