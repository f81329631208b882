import type { Command } from 'commander'
import { nearest } from '../nearest.js'
import { WrongUse } from '../work-failed.js'

/** `bypuls bench [NAME …]`: measures this machine; JSON lines on stdout. */
export function benchCommand(program: Command): void {
  program
    .command('bench [names...]')
    .description('measures this machine, JSON lines on stdout; all benchmarks where none is named')
    .action(async (asked: readonly string[]) => {
      // Read only now: they use packages that nothing else does, and that an installation need not have.
      const { benches } = await import('../benches.js')
      const names = benches.map((bench) => bench.name)
      for (const name of asked) {
        if (!names.includes(name)) {
          throw new WrongUse([
            `bench "${name}": no such benchmark; did you mean ${nearest(name, names, name.length) ?? names[0]}?`,
            `there are ${names.join(', ')}`,
          ])
        }
      }
      for (const bench of benches) {
        if (asked.length > 0 ? !asked.includes(bench.name) : bench.onlyByName) continue
        console.error(`${bench.name}: ${bench.title}`)
        await bench.run((line) => console.log(JSON.stringify(line)))
      }
    })
}
