import { z } from 'zod'
import { askTrusting } from '../ask.js'
import type { Control } from '../control-file.js'
import type { Settings } from '../settings.js'
import { openVisiting } from '../visiting.js'
import { WorkFailed } from '../work-failed.js'
import { checkBroker } from './broker.js'
import { bad, type Check, good } from './check.js'
import { checkClock } from './clock.js'
import { checkDisk } from './disk.js'
import { checkNetwork } from './network.js'
import { checkPorts } from './ports.js'

const Ready = z.object({
  parts: z.array(
    z.object({
      name: z.string(),
      ok: z.boolean(),
      detail: z.string().optional(),
      remedy: z.string().optional(),
    }),
  ),
})

/** Everything that can be wrong with this installation, whether it runs now or not. */
export async function diagnose(settings: Settings, running: Control | null): Promise<Check[]> {
  const parts = running === null ? await whileStopped(settings) : await whileRunning(running)
  return [
    good('settings', `as read; data in ${settings.BYPULS_DATA}`),
    ...checkNetwork(settings),
    ...(await checkBroker(settings)),
    ...parts,
    checkClock(Date.now(), null),
  ]
}

async function whileRunning(control: Control): Promise<Check[]> {
  const answer = await askTrusting(control.certificate)(`${control.url}/readyz`)
  const { parts } = Ready.parse(await answer.json())
  return [
    good('process', `runs as ${control.pid} at ${control.url}`),
    ...parts.map((part) =>
      part.ok
        ? good(part.name, part.detail ?? 'works')
        : bad(part.name, part.detail ?? 'does not work', part.remedy ?? 'See the log.'),
    ),
  ]
}

async function whileStopped(settings: Settings): Promise<Check[]> {
  const ports = await checkPorts(settings)
  try {
    const platform = await openVisiting(settings, { BYPULS_LOG: 'silent' })
    const parts = await platform.health()
    const disk = checkDisk(platform.dataPath)
    await platform.close()
    return [
      ...ports,
      disk,
      ...parts.map((part) => (part.ok ? good(part.name, 'works') : { ...part })),
    ]
  } catch (error) {
    if (!(error instanceof WorkFailed)) throw error
    return [...ports, bad('data', error.message, error.remedy)]
  }
}
