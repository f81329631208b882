import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { carry, type Way } from './proxy-connection.js'
import type { Fault } from './proxy-fault.js'

/** A proxy in front of a server of this machine, with faults to switch on. */
export type FaultProxy = {
  readonly host: string
  readonly port: number
  /** From now on, for the open connections too; ends a `flap`. */
  set(fault: Fault): void
  /** One fault after another, each for so long, over and over until `set`. */
  flap(schedule: readonly { readonly fault: Fault; readonly forMs: number }[]): void
  /** Since the start: connections taken, HTTP requests whose head came, bytes passed each way. */
  counts(): ProxyCounts
  /** Connections that are open now. */
  open(): number
  close(): Promise<void>
}

export type ProxyCounts = {
  readonly connections: number
  readonly requests: number
  readonly bytes: Readonly<Record<Way, number>>
}

export type ProxyOptions = {
  readonly target: { readonly host: string; readonly port: number }
  /** Any free one by default. */
  readonly port?: number
}

/** Whoever answered before must not be mixed with whoever answers after it. */
const isCut = (before: Fault, after: Fault) =>
  after.kind === 'refuse' || (before.kind === 'answer') !== (after.kind === 'answer')

/** Passes everything until told otherwise. Listens on the loopback address. */
export async function openFaultProxy({ target, port = 0 }: ProxyOptions): Promise<FaultProxy> {
  const sockets = new Set<Socket>()
  const bytes = { request: 0, answer: 0 }
  let connections = 0
  let requests = 0
  let fault: Fault = { kind: 'pass' }
  let changed = waiting()
  let timer: NodeJS.Timeout | undefined

  function turnTo(next: Fault): void {
    if (isCut(fault, next)) for (const socket of sockets) socket.resetAndDestroy()
    fault = next
    changed.resolve()
    changed = waiting()
  }

  const server = createServer({ noDelay: true, allowHalfOpen: true }, (socket) => {
    connections += 1
    if (fault.kind === 'refuse') return socket.resetAndDestroy()
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    void carry(socket, {
      target,
      fault: () => fault,
      changed: () => changed.promise,
      onRequest: () => {
        requests += 1
      },
      onBytes: (way, count) => {
        bytes[way] += count
      },
    })
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()

  return {
    host: '127.0.0.1',
    port: typeof address === 'object' && address !== null ? address.port : port,
    set(next) {
      clearTimeout(timer)
      turnTo(next)
    },
    flap(schedule) {
      clearTimeout(timer)
      const turn = (index: number) => {
        const step = schedule[index % schedule.length]
        if (!step) return
        turnTo(step.fault)
        timer = setTimeout(() => turn(index + 1), step.forMs)
      }
      turn(0)
    },
    counts: () => ({ connections, requests, bytes: { ...bytes } }),
    open: () => sockets.size,
    async close() {
      clearTimeout(timer)
      for (const socket of sockets) socket.destroy()
      changed.resolve()
      server.close()
      await once(server, 'close')
    },
  }
}

function waiting(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = () => {}
  const promise = new Promise<void>((whenChanged) => {
    resolve = whenChanged
  })
  return { promise, resolve }
}
