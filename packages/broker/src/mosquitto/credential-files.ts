import { createHash } from 'node:crypto'
import { open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { CredentialFiles, CredentialFilesOptions } from './contract.js'
import { aclText, checkPlatformLogin, passwordsText, platformText } from './file-texts.js'

/** So long changes are gathered: a reload makes the broker read everything anew. */
const GATHER_MS = 1_000
const RETRY_MS = 5_000
/** The broker's user reads them as a member of the folder's group. */
const MODE = 0o640

/**
 * Keeps a Mosquitto's `passwords`, `platform-passwords` and `acl` in step. They are written anew at once,
 * then within about a second of a change, and never when nothing differs. The broker's `run` script
 * sees that they have changed and has the broker read them.
 *
 * Rejects where the folder cannot be written, and with `BrokerSettingError` for an impossible user.
 */
export async function openCredentialFiles(
  options: CredentialFilesOptions,
): Promise<CredentialFiles> {
  const { folder, platform, log } = options
  checkPlatformLogin(platform)
  const passwords = await openFile(join(folder, 'passwords'))
  const platformPasswords = await openFile(join(folder, 'platform-passwords'))
  const acl = await openFile(join(folder, 'acl'))
  let timer: NodeJS.Timeout | undefined
  let isDirty = false
  let work: Promise<void> = Promise.resolve()
  let closed = false

  async function write(): Promise<void> {
    isDirty = false
    await platformPasswords.write(platformText(platform, platformPasswords.text()))
    await passwords.write(passwordsText(options.credentials()))
    const state = createHash('sha256').update(platformPasswords.text()).update(passwords.text())
    await acl.write(aclText(state.digest('hex').slice(0, 16)))
  }

  function writeNow(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    work = work.then(write).catch((cause: unknown) => {
      isDirty = true
      const why = cause instanceof Error ? cause.message : String(cause)
      log.warn(
        { remedy: 'The broker goes on with the old credentials. Check BYPULS_BROKER_FILES.' },
        `the broker's password file could not be written: ${why}`,
      )
      if (!closed) timer ??= setTimeout(() => void writeNow(), RETRY_MS)
    })
    return work
  }

  await write()
  const stop = options.onChange(() => {
    isDirty = true
    timer ??= setTimeout(() => void writeNow(), GATHER_MS)
  })
  return {
    async settled() {
      await (isDirty ? writeNow() : work)
    },
    async close() {
      closed = true
      stop()
      await (isDirty ? writeNow() : work)
      clearTimeout(timer)
    },
  }
}

/** A file that is replaced whole, on disk before its name changes, and only when its text does. */
async function openFile(path: string) {
  let current = await readFile(path, 'utf8').catch(nothingYet)
  return {
    text: () => current,
    async write(text: string): Promise<void> {
      if (text === current) return
      const temporary = `${path}.new`
      const file = await open(temporary, 'w', MODE)
      try {
        await file.chmod(MODE)
        await file.writeFile(text)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(temporary, path)
      current = text
    },
  }
}

function nothingYet(cause: unknown): string {
  if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return ''
  throw cause
}
