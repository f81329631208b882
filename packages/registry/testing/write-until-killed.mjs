// Adds organisations to a registry one after the other and prints each name once it is there, until
// somebody kills it. `early` is the broken twin: it prints before the write has resolved.
import { openRegistry } from '@bypuls/registry'

const [dataDirectory, prefix, mode] = process.argv.slice(2)
const registry = await openRegistry({ url: 'pglite:', dataDirectory, now: Date.now })

for (let number = 0; ; number++) {
  const name = `${prefix}-${number}`
  if (mode === 'early') {
    process.stdout.write(`${name}\n`)
    void registry.addOrganisation({ name, title: name })
    if (number % 20 === 19) await new Promise((resolve) => setImmediate(resolve))
  } else {
    await registry.addOrganisation({ name, title: name })
    process.stdout.write(`${name}\n`)
  }
}
