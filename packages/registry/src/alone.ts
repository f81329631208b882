import type { OpenRegistry } from './administration.js'
import type { ProcessRecord } from './cluster.js'

/** The cluster of an embedded registry: this process, which leads everything. */
export function aloneInTheCluster(): Pick<OpenRegistry, 'isShared' | 'cluster' | 'clockOffsetMs'> {
  let self: readonly ProcessRecord[] = []
  return {
    isShared: false,
    clockOffsetMs: async () => 0,
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
