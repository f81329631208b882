import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { openDataFolder } from './data-folder.js'

test.runIf(existsSync('/proc/self'))(
  'a folder that cannot be made is named at once, not tried for ever',
  async () => {
    await expect(openDataFolder('/proc/bypuls')).rejects.toThrow(
      'BYPULS_DATA: the data folder /proc/bypuls cannot be written (ENOENT)',
    )
  },
)
