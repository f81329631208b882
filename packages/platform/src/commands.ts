import type { Command } from 'commander'
import { backupCommand } from './commands/backup.js'
import { benchCommand } from './commands/bench.js'
import { deviceCommand } from './commands/device.js'
import { doctorCommand } from './commands/doctor.js'
import { exportCommand } from './commands/export.js'
import { importCommand } from './commands/import.js'
import { moveCommand } from './commands/move.js'
import { organisationCommand } from './commands/organisation.js'
import { placeCommand } from './commands/place.js'
import { pointCommand } from './commands/point.js'
import { restoreCommand } from './commands/restore.js'
import { siteCommand } from './commands/site.js'
import { startCommand } from './commands/start.js'
import { tokenCommand } from './commands/token.js'

/** Every command of `bypuls`; a new one is a file in `commands/` and a line here. */
export const commands: readonly ((program: Command) => void)[] = [
  startCommand,
  doctorCommand,
  organisationCommand,
  siteCommand,
  placeCommand,
  pointCommand,
  deviceCommand,
  tokenCommand,
  importCommand,
  exportCommand,
  backupCommand,
  restoreCommand,
  moveCommand,
  benchCommand,
]
