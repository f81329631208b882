import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from './build.mjs'
import { check } from './check.mjs'
import { install } from './install.mjs'
import { root } from './run.mjs'
import { optional, services } from './services.mjs'

install()
build()
check()

const folder = mkdtempSync(join(tmpdir(), 'bypuls-test-'))
const report = join(folder, 'report.json')
const tests = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: 'inherit' },
)
const counts = count(report)
rmSync(folder, { recursive: true, force: true })

const missing = services.filter((service) => !service.found())
for (const { name } of missing)
  console.log(`not run: what needs ${name}; npm run services brings it`)
for (const { name, setting } of optional.filter((service) => !service.found()))
  console.log(`not run: what needs ${name}; name one in ${setting}`)
const gap = process.env.BYPULS_REQUIRE_SERVICES === '1' && missing.length > 0
if (gap) console.error('BYPULS_REQUIRE_SERVICES=1: each of these gaps is a failure.')

const failed = counts.failed + (gap ? missing.length : 0)
console.log(`${counts.passed} passed, ${failed} failed`)
process.exit(tests.status !== 0 || failed > 0 ? 1 : 0)

function count(path) {
  try {
    const { numPassedTests, numFailedTests, success } = JSON.parse(readFileSync(path, 'utf8'))
    // A file that cannot even be loaded fails without a failed test.
    return { passed: numPassedTests, failed: success ? 0 : Math.max(1, numFailedTests) }
  } catch {
    return { passed: 0, failed: 1 }
  }
}
