import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Role } from '@bypuls/registry'
import {
  type FaultProxy,
  openFaultProxy,
  type Running,
  startVictoriaMetrics,
} from '@bypuls/servers'
import type { ChildOptions, ChildPlatform } from '../load/child-platform.js'
import { type Stack, type StackProcess, startStack } from '../load/stack.js'
import { drained } from './drained.js'
import { type LoadDevice, registerLoadSite } from './load-site.js'
import { judge, type Sent, type Verdict } from './oracle.js'
import { type Sending, type SendingOptions, startSending } from './sending.js'

export type FaultCityOptions = {
  readonly devices: number
  readonly metrics?: readonly string[]
  /** InfluxDB unless told. */
  readonly store?: 'influxdb' | 'victoriametrics'
  /** Settings of Mosquitto other than the shipped ones, for broken twins. */
  readonly brokerSettings?: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string>>
}

/**
 * The platform in four processes on the real servers, with switchable faults before the store and the
 * broker, devices that send, and an account of what was acknowledged.
 */
export type FaultCity = {
  readonly stack: Stack
  readonly storeServer: Running
  readonly store: FaultProxy
  readonly broker: FaultProxy
  readonly devices: readonly LoadDevice[]
  api(): ChildPlatform
  process(role: Exclude<Role, 'api'>): StackProcess
  /** Ends a process with the signal (SIGKILL) and waits until it is gone. */
  kill(role: Role, signal?: NodeJS.Signals): Promise<void>
  /** Starts it again on its own data folder; resolves when it is ready. */
  restart(role: Role): Promise<void>
  /** A broken twin takes the ingest's place, on its data folder; without one the ingest comes back. */
  become(program?: string): Promise<void>
  /** Every device sends to Mosquitto itself, not through the proxy; each time about a day of its own. */
  send(how?: Partial<Omit<SendingOptions, 'device' | 'port' | 'baseMs'>>): readonly Sending[]
  /** Counts from the export, until nothing acknowledged is missing or nothing more arrives. */
  verdict(sent: readonly Sent[]): Promise<Verdict>
  close(): Promise<void>
}

/** So long after the last reading that became visible, the rest counts as missing. */
const NOTHING_MORE_MS = { influxdb: 8_000, victoriametrics: 40_000 }
const DAY_MS = 86_400_000
const PLAIN = ['broker', 'ingest', 'watch'] as const

export async function openFaultCity(options: FaultCityOptions): Promise<FaultCity> {
  const proxies: FaultProxy[] = []
  const open = async (port: number) => {
    const proxy = await openFaultProxy({ target: { host: '127.0.0.1', port } })
    proxies.push(proxy)
    return proxy
  }
  let broker: FaultProxy | undefined
  const { brokerSettings: settings } = options
  const brokerOptions = settings === undefined ? {} : { settings }
  const stack = await startStack(async (ports) => {
    broker = await open(ports.broker)
    return { brokerPort: broker.port }
  }, brokerOptions)
  if (broker === undefined) throw new Error('the stack opened nothing in front of its broker')
  const { server: storeServer, urlAt } = await storeOf(stack, options.store ?? 'influxdb')
  const store = await open(storeServer.port)
  // The others ask the store itself: what a page does meanwhile is another question than what is kept.
  const urlOf = (role: Role) => urlAt(role === 'ingest' ? store.port : storeServer.port)
  const childOptions = (role: Role): ChildOptions => ({
    env: { ...options.env, BYPULS_STORE_URL: urlOf(role) },
    ...(role === 'ingest' && twin !== undefined ? { program: twin } : {}),
  })
  let twin: string | undefined
  const running = new Map<Role, StackProcess>()
  let api: ChildPlatform | undefined

  async function restart(role: Role): Promise<void> {
    if (role === 'api') api = await stack.startApi('api', ['api'], childOptions('api'))
    else running.set(role, await stack.start(role, [role], childOptions(role)))
  }
  /** What the broker throws away because more waits than it was told to keep is not ours to bring. */
  function queueRanOver(): boolean {
    return [...running.values()].some((one) => one.log().includes('throws away what it has'))
  }
  function theApi(): ChildPlatform {
    if (api === undefined) throw new Error('the api does not run')
    return api
  }
  function process(role: Exclude<Role, 'api'>): StackProcess {
    const found = running.get(role)
    if (found === undefined) throw new Error(`the ${role} does not run`)
    return found
  }

  await Promise.all([...PLAIN, 'api' as const].map(restart))
  const devices = await registerLoadSite(theApi().operator, options.devices, options.metrics)
  const sending: Sending[] = []
  const nothingMoreMs = NOTHING_MORE_MS[options.store ?? 'influxdb']
  let baseMs = Date.now() - 60 * DAY_MS
  return {
    stack,
    storeServer,
    store,
    broker,
    devices,
    api: theApi,
    process,
    restart,
    async kill(role, signal = 'SIGKILL') {
      await (role === 'api' ? theApi() : process(role)).stop(signal)
    },
    async become(program) {
      await process('ingest').stop('SIGTERM')
      twin = program
      await restart('ingest')
    },
    send(how = {}) {
      baseMs += DAY_MS
      const started = devices.map((device) =>
        startSending({ ...how, device, port: stack.mosquitto.port, baseMs }),
      )
      sending.push(...started)
      return started
    },
    async verdict(sent) {
      let stored = -1
      let until = 0
      for (;;) {
        await drained(process('ingest').url)
        const verdict = await judge(theApi().operator, sent)
        // What the broker still keeps for the ingest is on its way, not missing: then more comes.
        if (verdict.stored !== stored) until = Date.now() + nothingMoreMs
        if (verdict.missing === 0) return verdict
        if (Date.now() > until) return { ...verdict, brokerQueueRanOver: queueRanOver() }
        stored = verdict.stored
        await setTimeout(500)
      }
    },
    async close() {
      // Where a run failed they would go on for ever.
      await Promise.all(sending.map((one) => one.stop(0)))
      await Promise.all([...running.values(), api].map((one) => one?.stop('SIGKILL')))
      await Promise.all(proxies.map((proxy) => proxy.close()))
      await storeServer.stop('SIGKILL')
      await stack.close()
    },
  }
}

async function storeOf(stack: Stack, store: 'influxdb' | 'victoriametrics') {
  if (store === 'victoriametrics') {
    const server = await startVictoriaMetrics(join(stack.folder, 'victoriametrics'))
    return { server, urlAt: (port: number) => `victoriametrics://127.0.0.1:${port}` }
  }
  const { organisation, bucket } = stack.influxd
  return {
    server: stack.influxd,
    urlAt: (port: number) => `influxdb://127.0.0.1:${port}/${organisation}/${bucket}`,
  }
}
