import type { Bench } from './bench.js'

const CASES = [
  ['the data folder’s disk', 'data', undefined],
  ['the store’s disk, with a spool of 1 MiB', 'store', undefined],
  ['the data folder’s disk, broken twin', 'data', 'acknowledge-first.js'],
] as const

/** Small real disks that run full at load and get room again; counted from the export. */
export const diskBench: Bench = {
  name: 'disk',
  title: 'a disk that runs full at load and gets room again (needs the right to mount one)',
  async run(print) {
    const { mayMount, onSmallDisk } = await import('../faults/on-small-disk.js')
    if (!(await mayMount())) {
      console.error('disk: left out, for this user may not mount a disk')
      return
    }
    for (const [full, part, twin] of CASES) {
      const { said, logged, ...figures } = await onSmallDisk(part, twin)
      print({
        bench: 'disk',
        full,
        ...figures,
        partsThatSay: said.map((sentence) => sentence.slice(0, sentence.indexOf(':'))),
        linesLogged: logged.length,
        goal:
          twin === undefined ? '0 missing, nothing acknowledged that is not there' : '> 0 missing',
      })
    }
  },
}
