import type { OpenRegistry } from './administration.js'
import type { ProcessRecord } from './cluster.js'
import type { Keeper } from './keeper.js'

type Shared = Pick<OpenRegistry, 'isShared' | 'cluster' | 'mqttCredentials' | 'clockOffsetMs'>

/** The cluster of an embedded registry: this process, which leads everything. */
export function aloneInTheCluster(keeper: Keeper): Shared {
  let self: readonly ProcessRecord[] = []
  return {
    isShared: false,
    clockOffsetMs: async () => 0,
    *mqttCredentials() {
      const { view, passwords } = keeper.memory()
      for (const [username, { state }] of view.devices) {
        const hash = passwords.get(username)
        if (state === 'active' && hash !== undefined) yield { username, hash }
      }
    },
    cluster: {
      async join(process) {
        self = [process]
      },
      processes: () => self,
      lead(_task, work) {
        const stop = new AbortController()
        const done = work(stop.signal)
        return async () => {
          stop.abort()
          await done
        }
      },
      addTouched: () => Promise.reject(new Error('an embedded registry hands nothing over')),
      touched: async () => ({ runs: [], through: 0 }),
      forgetTouched: async () => undefined,
    },
  }
}
