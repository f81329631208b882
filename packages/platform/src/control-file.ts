import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { askTrusting } from './ask.js'

const Control = z.object({
  pid: z.number(),
  url: z.string(),
  /** Whether the API answers there, not only what every process tells. */
  hasApi: z.boolean().default(true),
  mqttPort: z.number(),
  mqttsPort: z.number().nullable().default(null),
  /** What the platform's HTTPS shows, as PEM; null where it speaks HTTP. */
  certificate: z.string().nullable().default(null),
  token: z.string(),
})

/** Where the running platform answers, for the commands: `control.json` in the data folder, mode 0600. */
export type Control = z.output<typeof Control>

const NAME = 'control.json'

export function writeControl(folder: string, control: Control): void {
  writeFileSync(join(folder, NAME), `${JSON.stringify(control)}\n`, { mode: 0o600 })
}

export function removeControl(folder: string): void {
  rmSync(join(folder, NAME), { force: true })
}

/** The platform that runs on the folder, or null where none answers. */
export async function runningPlatform(folder: string): Promise<Control | null> {
  const control = readControl(folder)
  if (control === null) return null
  try {
    const answer = await askTrusting(control.certificate)(`${control.url}/healthz`, {
      signal: AbortSignal.timeout(5_000),
    })
    return answer.ok ? control : null
  } catch {
    return null
  }
}

function readControl(folder: string): Control | null {
  try {
    const parsed = Control.safeParse(JSON.parse(readFileSync(join(folder, NAME), 'utf8')))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
