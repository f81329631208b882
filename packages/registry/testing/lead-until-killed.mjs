// Joins as the name given and leads a task until somebody kills it; prints what it does. The broken twin
// (`careless`) goes on working when it is told to stop.
import { openRegistry } from '@bypuls/registry'

const [url, password, name, task, mode] = process.argv.slice(2)
const registry = await openRegistry({ url, password, dataDirectory: '.', now: Date.now })
await registry.cluster.join({ name, roles: ['watch'], url: 'http://127.0.0.1:1' })
process.stdout.write('joined\n')
registry.cluster.lead(task, async (signal) => {
  process.stdout.write('leads\n')
  if (mode === 'careless') await new Promise(() => {})
  await new Promise((resolve) => signal.addEventListener('abort', resolve))
  process.stdout.write('stopped\n')
})
