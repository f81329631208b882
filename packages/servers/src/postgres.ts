import { execFileSync } from 'node:child_process'
import { chownSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { program } from './binaries.js'
import { freePort } from './free-port.js'
import { type Running, run } from './running.js'

export type Postgres = Running & {
  /** As `BYPULS_REGISTRY_URL` has it. */
  readonly url: string
  readonly password: string
  /** Makes another empty database on the same server; its URL. */
  createDatabase(name: string): string
  /** Runs statements in one of its databases. */
  sql(database: string, text: string): void
  /** The first column of the first row of an answer. */
  ask(database: string, text: string): string
}

const PASSWORD = 'for-tests-only'

/** A Postgres with one database `bypuls` in a new folder; as root it runs as the user `postgres`. */
export async function startPostgres(
  folder: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<Postgres> {
  const user = process.getuid?.() === 0 ? idsOf('postgres') : undefined
  const data = join(folder, 'postgres')
  mkdirSync(data, { recursive: true, mode: 0o700 })
  if (user !== undefined) for (const path of [folder, data]) chownSync(path, user.uid, user.gid)
  const as = { ...user, stdio: 'pipe' } as const
  execFileSync(program('initdb'), ['-D', data, '-U', 'bypuls', '-A', 'trust', '-E', 'UTF8'], as)

  const port = await freePort()
  const options = { listen_addresses: '127.0.0.1', unix_socket_directories: '', ...settings }
  const running = await run({
    name: 'postgres',
    command: program('postgres'),
    args: [
      ...['-D', data, '-p', String(port)],
      ...Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    port,
    ...(user === undefined ? {} : { user }),
    isReady: () => answers(port),
  })

  function sql(database: string, text: string): void {
    const target = ['-h', '127.0.0.1', '-p', String(port), '-U', 'bypuls', '-d', database]
    execFileSync(program('psql'), [...target, '-qc', text], { stdio: 'pipe' })
  }
  function ask(database: string, text: string): string {
    const target = ['-h', '127.0.0.1', '-p', String(port), '-U', 'bypuls', '-d', database]
    return execFileSync(program('psql'), [...target, '-Atqc', text], { encoding: 'utf8' }).trim()
  }
  function createDatabase(name: string): string {
    sql('postgres', `create database ${name}`)
    return `postgres://bypuls@127.0.0.1:${port}/${name}`
  }
  sql('postgres', `alter role bypuls password '${PASSWORD}'`)
  const url = createDatabase('bypuls')
  return { ...running, url, password: PASSWORD, createDatabase, sql, ask }
}

function idsOf(name: string): { uid: number; gid: number } {
  const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

/** Whether it takes connections: while it starts it answers too, but with a refusal. */
async function answers(port: number): Promise<boolean> {
  execFileSync(program('pg_isready'), ['-h', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' })
  return true
}
