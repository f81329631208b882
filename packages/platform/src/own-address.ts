import { createServer } from 'node:net'
import { isRegistryShared, type Settings } from './settings.js'

/** Where this process listens, and where the platform's other processes reach it. */
export type OwnAddress = { readonly port: number; readonly url: string }

/**
 * The others must know the address before this process serves, so a port that is 0 is chosen here where
 * there may be others.
 */
export async function ownAddress(settings: Settings): Promise<OwnAddress> {
  const { BYPULS_HTTP_HOST: host, BYPULS_HTTP_PORT: wanted } = settings
  const port = wanted === 0 && isRegistryShared(settings) ? await freePort(host) : wanted
  const scheme = settings.BYPULS_TLS_CERT === undefined ? 'http' : 'https'
  const shown = host.includes(':') ? `[${host}]` : host
  return { port, url: settings.BYPULS_PROCESS_URL ?? onThisMachine(`${scheme}://${shown}:${port}`) }
}

/** Where a listener on every address is reached from this machine: that address is none to ask at. */
export function onThisMachine(url: string): string {
  return url.replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//[::1]:')
}

function freePort(host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, host, () => {
      const address = server.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}
