import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { install } from './install.mjs'
import { root, run } from './run.mjs'

const node = process.execPath

/** Builds what is not up to date: the packages, the empty registry, the pages. */
export function build() {
  run(node, [join('node_modules', 'typescript', 'bin', 'tsc'), '--build'], { shell: false })

  const emptyRegistry = join(root, 'packages/registry/dist/empty-database.tar.gz')
  if (!existsSync(emptyRegistry)) {
    run(node, ['packages/registry/scripts/pack-empty.mjs'], { shell: false })
  }

  const page = join(root, 'packages/dashboard/dist/app/index.html')
  const sources = ['packages/dashboard', 'packages/model/src', 'package-lock.json']
  if (!existsSync(page) || newest(sources) > statSync(page).mtimeMs) {
    run(
      node,
      [
        join('node_modules', 'vite', 'bin', 'vite.js'),
        'build',
        'packages/dashboard',
        '--logLevel=warn',
      ],
      { shell: false },
    )
  }
}

function newest(paths) {
  let latest = 0
  for (const path of paths) {
    const full = join(root, path)
    const entry = statSync(full)
    if (!entry.isDirectory()) latest = Math.max(latest, entry.mtimeMs)
    else {
      const inside = readdirSync(full).filter((name) => name !== 'dist' && name !== 'node_modules')
      latest = Math.max(latest, newest(inside.map((name) => join(path, name))))
    }
  }
  return latest
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  install()
  build()
}
