import { openSpool } from '../spool.js'
import { SpoolError } from '../spool-error.js'
import { numbered } from './numbered.js'

/**
 * Fills a spool in a folder where there is too little room, a few messages at a time, and says what
 * was acknowledged (`+7`) and what was refused (`!` and why), until it was refused three times.
 */
const [folder = ''] = process.argv.slice(2)
const PER_COMMIT = 50
const spool = await openSpool({ directory: folder, maxBytes: 1e9 })
const lines: string[] = []
for (let number = 1, refused = 0; refused < 3; number += PER_COMMIT) {
  const batch = Array.from({ length: PER_COMMIT }, (_, index) => numbered(number + index))
  try {
    const first = await spool.append(batch)
    for (const index of batch.keys()) lines.push(`+${first + index}`)
  } catch (error) {
    refused += 1
    lines.push(`! ${error instanceof SpoolError ? error.kind : 'unknown'} ${error}`)
  }
}
process.stdout.write(lines.join('\n'), () => process.exit(0))
