import type { StoreAdapter } from '../adapters.js'
import { openMemoryStore } from '../memory.js'

/** `memory:`, for trials: the readings are gone when the process ends. */
export const memoryAdapter: StoreAdapter = {
  scheme: 'memory',
  open: async () => openMemoryStore(),
}
