import { setTimeout } from 'node:timers/promises'
import mqtt from 'mqtt'

export type ReloadRunOptions = {
  /** Where devices connect. */
  readonly port: number
  /** A credential that is good, before and after. */
  readonly device: { readonly username: string; readonly password: string }
  /** Adds the credentials and resolves when the files are written. */
  readonly change: () => Promise<void>
  /** How long to publish before and after the change; the broker looks every half second. */
  readonly aroundMs: number
}

export type ReloadRun = {
  readonly acknowledged: number
  /** The longest silence between two acknowledgements without a change, the machine's own noise. */
  readonly longestGapBeforeMs: number
  /** The longest from the change on. */
  readonly longestGapMs: number
}

/** One message in flight at a time, as a device does it, while the broker's credentials change. */
export async function brokerReloadRun(options: ReloadRunOptions): Promise<ReloadRun> {
  const { device, aroundMs } = options
  const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${options.port}`, device)
  let acknowledged = 0

  async function longestGap(untilMs: number): Promise<number> {
    let longest = 0
    let last = performance.now()
    while (last < untilMs) {
      await client.publishAsync(`${device.username}/up`, 'x', { qos: 1 })
      const now = performance.now()
      acknowledged += 1
      longest = Math.max(longest, now - last)
      await setTimeout(1)
      last = performance.now()
    }
    return Math.round(longest)
  }

  const longestGapBeforeMs = await longestGap(performance.now() + aroundMs)
  const [longestGapMs] = await Promise.all([
    longestGap(performance.now() + aroundMs),
    options.change(),
  ])
  await client.endAsync()
  return { acknowledged, longestGapBeforeMs, longestGapMs }
}
