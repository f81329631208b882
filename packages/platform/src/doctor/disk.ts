import { statfsSync } from 'node:fs'
import { bad, type Check, good } from './check.js'

const LEAST_BYTES = 1024 ** 3

/** There is room for the spool and the store to grow. */
export function checkDisk(path: string): Check {
  const { bavail, bsize } = statfsSync(path)
  const free = bavail * bsize
  const text = `${(free / 1e9).toFixed(1)} GB free where ${path} lies`
  return free >= LEAST_BYTES
    ? good('disk', text)
    : bad(
        'disk',
        text,
        'Free some space, or put BYPULS_DATA on another disk. Under 1 GB is too little.',
      )
}
