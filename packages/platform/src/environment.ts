import { parseSettings, type Settings } from './settings.js'
import { WrongUse } from './work-failed.js'

/** The settings of this process; wrong ones end it with every fault named. */
export function settingsOfProcess(): Settings {
  const parsed = parseSettings(process.env)
  if (parsed.ok) return parsed.value
  throw new WrongUse(
    parsed.problem.map((fault) => `${fault.name}=${fault.value}: ${fault.expected}`),
  )
}
