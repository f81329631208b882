import { drained } from '../faults/drained.js'
import type { Bench } from './bench.js'
import { withPlatform } from './with-platform.js'

const RUN = { payloads: 100_000, devicesPerFormat: 12, seed: 20_261_123 }

/** A hundred thousand broken payloads by MQTT among good ones; each accounted for afterwards. */
export const fuzzBench: Bench = {
  name: 'fuzz',
  title: '100 000 broken payloads of every format over MQTT, among well-formed neighbours',
  async run(print) {
    const { fuzzRun } = await import('../faults/fuzz.js')
    const { judgeFuzz } = await import('../faults/fuzz-oracle.js')
    await withPlatform({}, async (platform) => {
      const startedAt = performance.now()
      const sent = await fuzzRun(platform, RUN)
      const seconds = Math.round((performance.now() - startedAt) / 1_000)
      await drained(platform.url)
      const verdict = await judgeFuzz(platform.operator, sent)
      print({
        bench: 'fuzz',
        ...verdict,
        seconds,
        sameProcessAlive: platform.process.exitCode === null,
        ready: (await fetch(`${platform.url}/readyz`)).status === 200,
        goal: '0 lost, 0 neighbours lost or doubled, alive',
      })
    })
  },
}
