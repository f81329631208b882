import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { install } from './install.mjs'
import { run } from './run.mjs'

const tsc = join('node_modules', 'typescript', 'bin', 'tsc')
const biome = join('node_modules', '@biomejs', 'biome', 'bin', 'biome')

/** Types of the sources and of their tests, then lint and format. */
export function check() {
  run(process.execPath, [tsc, '--build'], { shell: false })
  run(process.execPath, [tsc, '--project', 'tsconfig.tests.json'], { shell: false })
  run(process.execPath, [biome, 'check', '.'], { shell: false })
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  install()
  check()
}
