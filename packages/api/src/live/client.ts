import type { LiveFrame, WatchRequest } from '@bypuls/model'
import { createBacklog } from './backlog.js'
import { createPending } from './pending.js'
import type { LiveSocket } from './socket.js'

/** More than this waiting, and a client gets the latest value of each point instead of every frame. */
const MOST_WAITING_BYTES = 256 * 1024
/** Slow for longer than this, and it is cut off. */
const SLOW_FOR_MS = 10_000

export type Wanted = Pick<WatchRequest, 'sites' | 'points'>

/**
 * One socket and what it watches. Whole sites reach it by its rooms, one encoding for everybody; single
 * points and what a slow client missed are sent to it alone.
 */
export function createClient(socket: LiveSocket) {
  const backlog = createBacklog(socket.conn)
  const pending = createPending()
  let wanted: Wanted = { sites: [], points: [] }
  let slowSince: number | null = null

  /** The part of a frame that its rooms do not bring. */
  function ownPart(frame: LiveFrame): LiveFrame | null {
    if (wanted.sites.includes(frame.site)) return slowSince === null ? null : frame
    const values = frame.values.filter(([point]) => wanted.points.includes(point))
    return values.length === 0 ? null : { ...frame, values }
  }

  function setRooms(sites: readonly string[]): void {
    for (const room of socket.rooms) if (room !== socket.id) void socket.leave(room)
    for (const site of sites) void socket.join(roomOf(site))
  }

  return {
    socket,
    wanted: () => wanted,

    watch(request: Wanted): void {
      wanted = request
      if (slowSince === null) setRooms(request.sites)
    },

    /** Called before the frame goes to the rooms. */
    take(frame: LiveFrame, now: number): void {
      if (slowSince === null && backlog.bytes() > MOST_WAITING_BYTES) {
        slowSince = now
        setRooms([])
      }
      const part = ownPart(frame)
      if (part === null) return
      if (slowSince === null) socket.emit('frame', part)
      else pending.add(part)
    },

    /** Catches up where the client has, cuts it off where it has not for too long. */
    check(now: number): void {
      if (slowSince === null) return
      if (backlog.bytes() === 0) {
        slowSince = null
        setRooms(wanted.sites)
        for (const frame of pending.take()) socket.emit('frame', frame)
      } else if (now - slowSince > SLOW_FOR_MS) {
        socket.disconnect()
        // A polite end would wait for the client to read it.
        socket.request.socket.destroy()
      }
    },
  }
}

export type Client = ReturnType<typeof createClient>

export function roomOf(site: string): string {
  return `site:${site}`
}
