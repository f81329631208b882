import { bad, type Check, good } from './check.js'

const BUILT = Date.UTC(2026, 10, 1)

/** The clock is not before this program was made, nor before the newest reading that it stamped itself. */
export function checkClock(now: number, newestReceivedAt: number | null): Check {
  const text = new Date(now).toISOString()
  if (now < BUILT) {
    return bad('clock', `${text} is before this program was made`, 'Set the clock (NTP).')
  }
  if (newestReceivedAt !== null && newestReceivedAt > now + 60_000) {
    const newest = new Date(newestReceivedAt).toISOString()
    return bad('clock', `${text} is before the newest reading, ${newest}`, 'Set the clock (NTP).')
  }
  return good('clock', text)
}
