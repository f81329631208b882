import { join } from 'node:path'
import { build } from './build.mjs'
import { install } from './install.mjs'
import { become, root } from './run.mjs'

install()
build()
become([join(root, 'packages/platform/bin/bypuls.js'), 'bench', ...process.argv.slice(2)])
