import { createHash } from 'node:crypto'
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { WorkFailed } from './work-failed.js'

/** The folder that holds everything embedded, held by this process alone until `release`. */
export type DataFolder = {
  readonly path: string
  file(name: string): string
  release(): Promise<void>
}

/**
 * Makes the folder where it is missing and takes it for this process.
 * Throws `WorkFailed` when it cannot be written or another process holds it.
 */
export async function openDataFolder(path: string): Promise<DataFolder> {
  const full = writable(resolve(path))
  const release = await hold(full)
  return { path: full, file: (name) => join(full, name), release }
}

function writable(path: string): string {
  const probe = join(path, `.probe-${process.pid}`)
  try {
    // Below a folder that takes none (/proc), Node would try to make the way to it for ever.
    const recursive = !existsSync(dirname(path))
    if (recursive || !existsSync(path)) mkdirSync(path, { recursive, mode: 0o700 })
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK)
    writeFileSync(probe, 'x')
    rmSync(probe)
    return realpathSync(path)
  } catch (cause) {
    const why = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause)
    throw new WorkFailed(
      `BYPULS_DATA: the data folder ${path} cannot be written (${why})`,
      why === 'ENOSPC'
        ? 'Free some space on that disk, or name a folder on another one in BYPULS_DATA.'
        : 'Give this user the right to write there, mount it writable, or name another folder in BYPULS_DATA.',
      cause,
    )
  }
}

/**
 * A local socket whose name follows from the folder: unlike a file with a process number, it is gone
 * with the process that held it, however that ended.
 */
async function hold(path: string): Promise<() => Promise<void>> {
  const name = `bypuls-${createHash('sha256').update(path).digest('hex').slice(0, 24)}`
  const { address, isFile } = addressOf(name)
  let server = await listenAt(address)
  if (server === null && isFile && !(await answers(address))) {
    rmSync(address, { force: true })
    server = await listenAt(address)
  }
  if (server === null) {
    throw new WorkFailed(
      `BYPULS_DATA: another Bypuls already works on ${path}`,
      'Stop that one first, or give this one a folder of its own in BYPULS_DATA.',
    )
  }
  const held = server.unref()
  return () => new Promise((done) => held.close(() => done()))
}

/** On Linux a name that is no file (unix(7), abstract): after a kill nothing stays behind. */
function addressOf(name: string): { readonly address: string; readonly isFile: boolean } {
  switch (process.platform) {
    case 'linux':
      return { address: `\0${name}`, isFile: false }
    case 'win32':
      return { address: `\\\\.\\pipe\\${name}`, isFile: false }
    default:
      return { address: join(tmpdir(), `${name}.sock`), isFile: true }
  }
}

/** Null where the address is taken. */
function listenAt(address: string): Promise<Server | null> {
  const server = createServer((socket) => socket.destroy())
  return new Promise((done, failed) => {
    server.once('error', (error) =>
      'code' in error && error.code === 'EADDRINUSE' ? done(null) : failed(error),
    )
    server.listen(address, () => done(server))
  })
}

function answers(address: string): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(address)
    socket.once('connect', () => {
      socket.destroy()
      done(true)
    })
    socket.once('error', () => done(false))
  })
}
