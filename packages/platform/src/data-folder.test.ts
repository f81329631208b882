import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { openDataFolder } from './data-folder.js'
import { testFolder } from './testing/folder.js'

test.runIf(existsSync('/proc/self'))(
  'a folder that cannot be made is named at once, not tried for ever',
  async () => {
    await expect(openDataFolder('/proc/bypuls')).rejects.toThrow(
      'BYPULS_DATA: the data folder /proc/bypuls cannot be written (ENOENT)',
    )
  },
)

test('who holds a folder is alone with it, until it is released', async () => {
  const folder = testFolder()
  const held = await openDataFolder(folder)

  const other = openDataFolder(folder)
  await expect(other).rejects.toThrow(`another Bypuls already works on ${folder}`)
  await held.release()

  await (await openDataFolder(folder)).release()
})

test.runIf(process.platform === 'linux')(
  'a process whose temporary files lie elsewhere is refused, too',
  async () => {
    const folder = testFolder()
    const held = await openDataFolder(folder)

    const said = await holder(folder, testFolder())

    expect(said).toContain(`another Bypuls already works on ${folder}`)
    await held.release()
  },
)

test.runIf(process.platform === 'linux')(
  'a process that was killed leaves nothing behind, neither the hold nor a file',
  async () => {
    const [folder, temporary] = [testFolder(), testFolder()]

    const said = await holder(folder, temporary)
    await (await openDataFolder(folder)).release()

    expect(said).toBe('held')
    expect(readdirSync(temporary)).toEqual([])
  },
)

const PROGRAM = `
  import { openDataFolder } from '${new URL('../dist/data-folder.js', import.meta.url)}'
  await openDataFolder(process.env.FOLDER).then(() => 'held', String).then((said) => console.log(said))
  setInterval(() => undefined, 1000)
`

/** What a process says that takes the folder, and is killed then. */
async function holder(folder: string, temporary: string): Promise<string> {
  const args = ['--input-type=module', '--eval', PROGRAM]
  const env = { FOLDER: folder, TMPDIR: temporary }
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const [said] = await once(child.stdout, 'data')
  child.kill('SIGKILL')
  await once(child, 'exit')
  return String(said).trim()
}
