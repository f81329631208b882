// Makes every secret of docker-compose.yml that is not there yet: 256 random bits each, in a file that its
// owner and group may read. What is there stays. Usage: node make-secrets.mjs FOLDER
import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const SECRETS = [
  'bypuls/broker-password',
  'bypuls/operator-token',
  'bypuls/secret',
  'influxdb/password',
  'influxdb/token',
  'postgres/password',
]

const folder = process.argv[2] ?? '/secrets'
for (const name of SECRETS) make(join(folder, name))

function make(file) {
  const unfinished = `${file}.${process.pid}.part`
  mkdirSync(dirname(file), { recursive: true, mode: 0o750 })
  writeFileSync(unfinished, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o440 })
  try {
    // Unlike a rename, this never replaces one that is there, and never shows half of it.
    linkSync(unfinished, file)
    console.log(`made ${file}`)
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
  } finally {
    rmSync(unfinished)
  }
}
