import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Role } from '@bypuls/registry'
import {
  freePort,
  type Influxd,
  type Postgres,
  type ShippedMosquitto,
  type ShippedMosquittoOptions,
  startInfluxd,
  startPostgres,
  startShippedMosquitto,
} from '@bypuls/servers'
import { z } from 'zod'
import {
  type ChildOptions,
  type ChildPlatform,
  type ChildProcessOfBypuls,
  startBypuls,
  startChild,
} from './child-platform.js'

/** Ports in place of the servers' own, where something stands in front of them. */
export type InFront = { readonly storePort?: number; readonly brokerPort?: number }

/** Mosquitto, InfluxDB and Postgres, and the settings with which Bypuls works on them. */
export type Stack = {
  readonly folder: string
  readonly postgres: Postgres
  readonly influxd: Influxd
  readonly mosquitto: ShippedMosquitto
  /** The settings that all processes have. */
  readonly env: Readonly<Record<string, string>>
  /** Starts one process of the platform, without the API; its data folder is its own and stays. */
  start(name: string, roles: readonly Role[], options?: ChildOptions): Promise<StackProcess>
  /** Starts one that has the API. */
  startApi(name: string, roles: readonly Role[], options?: ChildOptions): Promise<ChildPlatform>
  close(): Promise<void>
}

export type StackProcess = ChildProcessOfBypuls & { readonly url: string }

/** Every secret of the stack, so that a test can look for them in logs. */
export const STACK_SECRETS = {
  BYPULS_BROKER_PASSWORD: 'broker-password-of-a-test-0123456789abcdef',
  BYPULS_SECRET: 'shared-secret-of-a-test-0123456789abcdefgh',
  BYPULS_OPERATOR_TOKEN: 'operator-token-of-a-test-0123456789abcdef',
}

/** Starts the real servers with the shipped settings (or a twin's broker), each on a port of its own. */
export async function startStack(
  inFront: (ports: Ports) => Promise<InFront> = nothing,
  broker: ShippedMosquittoOptions = {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'bypuls-stack-'))
  // Postgres and Mosquitto run as users of their own below it.
  chmodSync(folder, 0o711)
  const inside = (name: string) => {
    mkdirSync(join(folder, name))
    return join(folder, name)
  }
  const [postgres, influxd, mosquitto] = await Promise.all([
    startPostgres(inside('registry')),
    startInfluxd(inside('store')),
    startShippedMosquitto(inside('broker'), broker),
  ])
  const { storePort = influxd.port, brokerPort = mosquitto.platformPort } = await inFront({
    store: influxd.port,
    broker: mosquitto.platformPort,
  })
  const env = {
    ...STACK_SECRETS,
    BYPULS_BROKER_URL: `mqtt://127.0.0.1:${brokerPort}`,
    BYPULS_BROKER_FILES: mosquitto.files,
    BYPULS_STORE_URL: `influxdb://127.0.0.1:${storePort}/${influxd.organisation}/${influxd.bucket}`,
    BYPULS_STORE_TOKEN: influxd.token,
    BYPULS_REGISTRY_URL: postgres.url,
    BYPULS_REGISTRY_PASSWORD: postgres.password,
  }
  const withOwn = (name: string, roles: readonly Role[], options: ChildOptions, port: number) => ({
    ...options,
    args: ['--roles', roles.join(','), ...(options.args ?? [])],
    env: { ...env, BYPULS_PROCESS: name, BYPULS_HTTP_PORT: String(port), ...options.env },
  })

  /** A process keeps its address when it is started again, as a service does. */
  const ports = new Map<string, number>()
  async function portOf(name: string): Promise<number> {
    const port = ports.get(name) ?? (await freePort())
    ports.set(name, port)
    return port
  }

  const stack: Stack = {
    folder,
    postgres,
    influxd,
    mosquitto,
    env,
    async start(name, roles, options = {}) {
      const port = await portOf(name)
      const started = await startBypuls(join(folder, name), withOwn(name, roles, options, port))
      const url = `http://127.0.0.1:${port}`
      await atTheBroker(url, started)
      return { ...started, url }
    },
    async startApi(name, roles, options = {}) {
      const how = withOwn(name, roles, options, await portOf(name))
      const started = await startChild(join(folder, name), how)
      await atTheBroker(started.url, started)
      return started
    },
    async close() {
      await Promise.all([mosquitto.stop(), influxd.stop(), postgres.stop()])
      rmSync(folder, { recursive: true, force: true })
    },
  }
  return stack
}

type Ports = { readonly store: number; readonly broker: number }

async function nothing(): Promise<InFront> {
  return {}
}

const Ready = z.object({ parts: z.array(z.object({ name: z.string(), ok: z.boolean() })) })
const AT_THE_BROKER_MS = 60_000

/**
 * Waits until the process has reached the broker. Before an ingest was there for the first time the
 * broker keeps nothing for it, so what is sent then is acknowledged and gone.
 */
async function atTheBroker(url: string, started: Pick<StackProcess, 'stop'>): Promise<void> {
  const until = Date.now() + AT_THE_BROKER_MS
  for (;;) {
    const { parts } = Ready.parse(await (await fetch(`${url}/readyz`)).json())
    if (parts.some(({ name, ok }) => name === 'broker' && ok)) return
    if (Date.now() > until) {
      await started.stop('SIGKILL')
      throw new Error(`the process at ${url} does not reach the broker`)
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
