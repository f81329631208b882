import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { program } from './binaries.js'
import { freePort } from './free-port.js'
import { accepts } from './mosquitto.js'
import { type Running, run } from './running.js'

/** The configuration and the script that are shipped; the same place seen from `src` and from `dist`. */
const SHIPPED = fileURLToPath(new URL('../../../mosquitto', import.meta.url))

export type ShippedMosquitto = Running & {
  /** Where the platform connects; `port` is where the devices do. */
  readonly platformPort: number
  /** `mqtt://127.0.0.1:<platformPort>` */
  readonly platformUrl: string
  /** Where `passwords`, `platform-passwords` and `acl` are expected. */
  readonly files: string
  /** Where the broker keeps its sessions and queues. */
  readonly data: string
  /** Its log of everything, where that is asked for. */
  readonly logFile: string
  /** Ports of the listeners asked for. */
  readonly tlsPort: number
  readonly platformTlsPort: number
  readonly websocketsPort: number
}

export type ShippedMosquittoOptions = {
  /** PEM texts: opens the TLS listeners. */
  readonly tls?: { readonly cert: string; readonly key: string }
  readonly websockets?: boolean
  /** Logs everything to `logFile`, so that refused publishes can be told. */
  readonly refusals?: boolean
  /** Settings other than the shipped ones, as `{ autosave_interval: '1' }`. */
  readonly settings?: Readonly<Record<string, string>>
}

/**
 * A Mosquitto with the shipped configuration, started by the shipped script. Only paths and ports
 * differ: everything lives in `folder`, the ports are free ones of the loopback address.
 */
export async function startShippedMosquitto(
  folder: string,
  options: ShippedMosquittoOptions = {},
): Promise<ShippedMosquitto> {
  program('mosquitto')
  const paths = Object.fromEntries(
    ['files', 'data', 'config', 'config/conf.d', 'certificate', 'log'].map((name) => [
      name,
      join(folder, name),
    ]),
  )
  for (const path of Object.values(paths)) await mkdir(path, { recursive: true })
  const ports = new Map<string, number>()
  for (const shipped of ['1883', '1884', '8883', '8884', '9001']) {
    ports.set(shipped, await freePort())
  }
  const adapt = (text: string) =>
    text
      .replaceAll('/mosquitto/', `${folder}/`)
      .replace(/^listener (\d+)$/gm, (_line, port) => `listener ${ports.get(port)} 127.0.0.1`)

  const extras: string[] = []
  if (options.tls !== undefined) {
    extras.push('tls')
    await writeFile(join(folder, 'certificate/cert.pem'), options.tls.cert)
    await writeFile(join(folder, 'certificate/key.pem'), options.tls.key)
  }
  if (options.websockets) extras.push('websockets')
  if (options.refusals) extras.push('refusals')
  for (const name of extras) {
    const text = await readFile(join(SHIPPED, `conf.d/${name}.conf.off`), 'utf8')
    await writeFile(join(folder, `config/conf.d/${name}.conf`), adapt(text))
  }
  const configuration = join(folder, 'config/mosquitto.conf')
  const shipped = await readFile(join(SHIPPED, 'mosquitto.conf'), 'utf8')
  await writeFile(configuration, asWhoWeAre(changed(adapt(shipped), options.settings ?? {})))

  const portOf = (shippedPort: string) => ports.get(shippedPort) ?? 0
  const running = await run({
    name: 'mosquitto',
    command: join(SHIPPED, 'run'),
    args: [configuration],
    port: portOf('1883'),
    isReady: async () => (await accepts(portOf('1883'))) && (await accepts(portOf('1884'))),
  })
  return {
    ...running,
    platformPort: portOf('1884'),
    platformUrl: `mqtt://127.0.0.1:${portOf('1884')}`,
    files: join(folder, 'files'),
    data: join(folder, 'data'),
    logFile: join(folder, 'files/broker.log'),
    tlsPort: portOf('8883'),
    platformTlsPort: portOf('8884'),
    websocketsPort: portOf('9001'),
  }
}

/** Each setting once: what is asked for takes the place of what is shipped. */
function changed(text: string, settings: Readonly<Record<string, string>>): string {
  let result = text
  for (const [name, value] of Object.entries(settings)) {
    result = `${result.replace(new RegExp(`^${name} .*$`, 'gm'), '')}\n${name} ${value}\n`
  }
  return result
}

/** As root Mosquitto becomes another user, who may not read a test's folder. */
function asWhoWeAre(text: string): string {
  return process.getuid?.() === 0 ? `${text}\nuser root\n` : text
}
