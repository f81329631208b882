import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { type Fault, toAnswer } from './proxy-fault.js'
import { createRequestMeter } from './proxy-requests.js'

/** What a connection asks of its proxy. */
export type ConnectionDeps = {
  readonly target: { readonly host: string; readonly port: number }
  readonly fault: () => Fault
  /** Resolves when the fault is another one. */
  readonly changed: () => Promise<void>
  readonly onRequest: () => void
  readonly onBytes: (way: Way, bytes: number) => void
}

/** Towards the server, or back. */
export type Way = 'request' | 'answer'

/** One client's way through the proxy; resolves when both ends are gone. */
export async function carry(client: Socket, deps: ConnectionDeps): Promise<void> {
  const meter = createRequestMeter()
  const gone = new AbortController()
  let upstream: Socket | undefined
  let dead = false
  /** Bytes each way since the fault began. */
  let since = { fault: deps.fault(), request: 0, answer: 0 }

  function reset(): void {
    gone.abort()
    client.resetAndDestroy()
    upstream?.destroy()
  }

  function toServer(): Socket {
    if (upstream) return upstream
    const { host, port } = deps.target
    const made = connect({ host, port, noDelay: true })
    upstream = made
    void move('answer', made, client)
    return made
  }

  /** How many bytes may still go that way under the fault. */
  function room(way: Way, fault: Fault): number {
    if (since.fault !== fault) since = { fault, request: 0, answer: 0 }
    return mostBytes(way, fault) - since[way]
  }

  async function forward(way: Way, piece: Buffer, to: () => Socket): Promise<void> {
    while (deps.fault().kind === 'stall') await Promise.race([deps.changed(), closing(gone.signal)])
    if (dead || gone.signal.aborted) return
    const fault = deps.fault()
    const left = room(way, fault)
    const bytes = Math.max(0, Math.min(piece.length, left))
    since[way] += bytes
    dead = fault.kind === 'half-open' && bytes >= left
    await delay(fault, bytes, gone.signal)
    if (bytes > 0) await send(to(), piece.subarray(0, bytes), gone.signal)
    deps.onBytes(way, bytes)
    if (fault.kind === 'cut' && bytes >= left) reset()
  }

  async function take(piece: Buffer): Promise<void> {
    const { begun, ended } = meter.take(piece)
    for (let request = 0; request < begun; request += 1) deps.onRequest()
    const fault = deps.fault()
    if (fault.kind !== 'answer') return forward('request', piece, toServer)
    for (let answer = 0; answer < ended; answer += 1) client.write(toAnswer(fault))
  }

  async function move(way: Way, from: Socket, to: Socket): Promise<void> {
    try {
      for await (const piece of from) {
        if (way === 'request') await take(piece)
        else await forward(way, piece, () => to)
      }
      if (dead) return
      if (way === 'request') upstream?.end()
      else to.end()
    } catch {
      if (!dead) reset()
    }
  }

  client.on('error', () => undefined)
  client.once('close', () => {
    gone.abort()
    upstream?.destroy()
  })
  await move('request', client, client)
}

/** Until a connection is cut or dead. */
function mostBytes(way: Way, fault: Fault): number {
  if (fault.kind === 'cut') return fault.of === way ? fault.afterBytes : Infinity
  if (fault.kind !== 'half-open') return Infinity
  const { afterBytes = 0 } = fault
  return way === 'request' || afterBytes === 0 ? afterBytes : Infinity
}

async function send(to: Socket, bytes: Buffer, signal: AbortSignal): Promise<void> {
  if (!to.write(bytes)) await once(to, 'drain', { signal })
}

async function delay(fault: Fault, bytes: number, signal: AbortSignal): Promise<void> {
  if (fault.kind !== 'slow') return
  const { latencyMs = 0, bytesPerSecond = Infinity } = fault
  await setTimeout(latencyMs + (1_000 * bytes) / bytesPerSecond, undefined, { signal })
}

function closing(signal: AbortSignal): Promise<unknown> {
  return signal.aborted ? Promise.resolve() : once(signal, 'abort')
}
