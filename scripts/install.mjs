import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, run } from './run.mjs'

const OLDEST_NODE = [20, 19]
const stamp = join(root, 'node_modules', '.bypuls-installed')

/** Installs exactly what the lockfile names, once per lockfile and Node version. */
export function install() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
    console.error(
      `Bypuls needs Node ${OLDEST_NODE.join('.')} or newer, this is ${process.versions.node}.`,
    )
    console.error('Install a newer Node (https://nodejs.org) and try again.')
    process.exit(2)
  }
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .update(`${process.platform} ${process.arch} ${major}`)
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return

  console.log('Installing what the lockfile names …')
  run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'])
  writeFileSync(stamp, wanted)
}
