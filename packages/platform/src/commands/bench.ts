import type { Command } from 'commander'
import { benches } from '../benches.js'
import { nearest } from '../nearest.js'
import { WrongUse } from '../work-failed.js'

/** `bypuls bench [NAME …]`: measures this machine; JSON lines on stdout. */
export function benchCommand(program: Command): void {
  const names = benches.map((bench) => bench.name)
  program
    .command('bench [names...]')
    .description(`measures this machine, JSON lines on stdout: ${names.join(', ')}`)
    .action(async (asked: readonly string[]) => {
      for (const name of asked) {
        if (!names.includes(name)) {
          throw new WrongUse([
            `bench "${name}": no such benchmark; did you mean ${nearest(name, names, name.length) ?? names[0]}?`,
          ])
        }
      }
      for (const bench of benches) {
        if (asked.length > 0 && !asked.includes(bench.name)) continue
        console.error(`${bench.name}: ${bench.title}`)
        await bench.run((line) => console.log(JSON.stringify(line)))
      }
    })
}
