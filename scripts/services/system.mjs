import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Whether a program of that name is on the PATH or among the system's own. */
export function onPath(command) {
  return [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin'].some((folder) => {
    try {
      accessSync(join(folder, command), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

/** Debian's newest Postgres, e.g. 15; 0 where there is none. */
export function newestPostgres() {
  const root = '/usr/lib/postgresql'
  const versions = existsSync(root) ? readdirSync(root).map(Number) : []
  return Math.max(0, ...versions.filter((version) => existsSync(`${root}/${version}/bin/postgres`)))
}

/**
 * Installs packages of Debian or Ubuntu. The servers among them (`units`, as systemd calls them) are not
 * started, now or at boot, unless they were before. Returns why it failed, or null.
 */
export function installPackages(names, units) {
  if (!onPath('apt-get')) return 'This is no Debian or Ubuntu'
  const startedBefore = units.filter(startsAtBoot)
  const script = fileURLToPath(new URL('./install-packages.sh', import.meta.url))
  if (!asRoot(['sh', script, ...names])) return 'The packages could not be installed'
  const added = units.filter((unit) => !startedBefore.includes(unit) && startsAtBoot(unit))
  if (added.length > 0) asRoot(['systemctl', 'disable', '--quiet', ...added])
  return null
}

function asRoot(command) {
  const [name, ...args] = process.getuid?.() === 0 ? command : ['sudo', ...command]
  return spawnSync(name, args, { stdio: ['inherit', 'ignore', 'inherit'] }).status === 0
}

function startsAtBoot(unit) {
  const asked = spawnSync('systemctl', ['is-enabled', unit], { encoding: 'utf8' })
  return `${asked.stdout}`.trim() === 'enabled'
}
