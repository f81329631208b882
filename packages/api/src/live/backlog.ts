/** The part of engine.io's connection that tells what waits in it. */
export type Connection = {
  on(event: 'packetCreate', listener: (packet: { readonly data?: unknown }) => void): unknown
  on(event: 'flush', listener: () => void): unknown
}

/**
 * Counts the bytes that wait for a client: engine.io hands packets on only when the ones before are in
 * the network, so what was made since the last flush is what the client has not kept up with.
 */
export function createBacklog(connection: Connection): { bytes(): number } {
  let bytes = 0
  connection.on('packetCreate', ({ data }) => {
    bytes += typeof data === 'string' ? data.length : 0
  })
  connection.on('flush', () => {
    bytes = 0
  })
  return { bytes: () => bytes }
}
