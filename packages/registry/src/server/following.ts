import { setTimeout } from 'node:timers/promises'
import type { Keeper } from '../keeper.js'
import { CHANNEL, type SharedLog } from '../sharing/shared-log.js'
import type { SessionPart } from './session.js'

/** What others write in that time is read in one go. */
const GATHER_MS = 50

/**
 * Keeps the memory up to date with what other processes write: told by the server at once, and asked
 * once a second, for whatever was told while nobody listened.
 */
export function createFollowing(
  keeper: Pick<Keeper, 'catchUp'>,
  log: Pick<SharedLog, 'revision'>,
  onTrouble: (error: unknown) => void,
): SessionPart & { settled(): Promise<void> } {
  let isStale = false
  let following: Promise<void> | undefined

  async function follow(): Promise<void> {
    while (isStale) {
      await setTimeout(GATHER_MS)
      isStale = false
      await keeper.catchUp().catch(onTrouble) // the next beat asks again
    }
    following = undefined
  }

  function wake(): void {
    isStale = true
    following ??= follow()
  }

  return {
    async connected(client) {
      await client.query(`listen ${CHANNEL}`)
      wake()
    },
    async beat(client) {
      const { rows } = await client.query<{ newest: string | null }>(
        'select max(revision) as newest from changes',
      )
      if (Number(rows[0]?.newest ?? 0) !== log.revision()) wake()
    },
    notified: wake,
    settled: async () => following,
  }
}
