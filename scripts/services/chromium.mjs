import { existsSync } from 'node:fs'

/** The browser that the pages are tested in. */
export const chromium = {
  name: 'Chromium',
  packages: ['chromium'],
  found: () => existsSync('/usr/bin/chromium'),
}
