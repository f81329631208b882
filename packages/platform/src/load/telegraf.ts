import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type Influxd, program } from '@bypuls/servers'

/** What Telegraf may be tuned by; its own guide's advice is in `TUNED`. */
export type TelegrafTuning = {
  readonly qos: 0 | 1
  readonly persistentSession: boolean
  readonly maxUndeliveredMessages: number
  readonly batchSize: number
  readonly bufferLimit: number
  readonly flushInterval: string
  readonly contentEncoding: 'gzip' | 'identity'
  readonly concurrentWrites: number
  readonly parser: 'json' | 'json_v2'
  /** Texts become fields; else its parser leaves them out. */
  readonly keepTexts: boolean
}

/**
 * For rate and for losing nothing: QoS 1 with a session that stays, so that a message is acknowledged
 * when it is written; as many undelivered as MQTT has packet ids for; large batches, plain on a local link.
 */
export const TUNED: TelegrafTuning = {
  qos: 1,
  persistentSession: true,
  maxUndeliveredMessages: 60_000,
  batchSize: 10_000,
  bufferLimit: 500_000,
  flushInterval: '1s',
  contentEncoding: 'identity',
  concurrentWrites: 1,
  parser: 'json',
  keepTexts: false,
}

/** What it does where nothing is set but where to read and where to write. */
export const AS_SHIPPED: TelegrafTuning = {
  qos: 0,
  persistentSession: false,
  maxUndeliveredMessages: 1_000,
  batchSize: 1_000,
  bufferLimit: 10_000,
  flushInterval: '10s',
  contentEncoding: 'gzip',
  concurrentWrites: 1,
  parser: 'json',
  keepTexts: false,
}

export type TelegrafOptions = {
  readonly folder: string
  readonly brokerPort: number
  readonly username: string
  readonly password: string
  readonly topic: string
  readonly influxd: Influxd
  readonly bucket: string
  readonly site: string
  readonly metrics: readonly string[]
  readonly tuning: TelegrafTuning
}

export type Telegraf = {
  pid(): number
  /** The last of what it printed. */
  log(): string
  start(): Promise<void>
  stop(signal: NodeJS.Signals): Promise<void>
}

export const TELEGRAF_CLIENT_ID = 'telegraf'

const LINES = 200
const CONNECTED_WITHIN_MS = 30_000

/** Writes its configuration; `start` resolves when it is connected to the broker. */
export function createTelegraf(options: TelegrafOptions): Telegraf {
  const file = join(options.folder, 'telegraf.conf')
  writeFileSync(file, configuration(options))
  const printed: string[] = []
  let child: ChildProcess | undefined
  const endWithUs = () => child?.kill('SIGKILL')

  return {
    pid: () => child?.pid ?? 0,
    log: () => printed.join('\n'),
    async start() {
      const started = spawn(program('telegraf'), ['--config', file], {
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      child = started
      process.once('exit', endWithUs)
      await connected(started, printed)
    },
    async stop(signal) {
      process.off('exit', endWithUs)
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.kill(signal)
      await gone
    },
  }
}

function connected(child: ChildProcess, printed: string[]): Promise<void> {
  return new Promise((done, failed) => {
    const fail = (why: string) => failed(new Error(`Telegraf ${why}:\n${printed.join('\n')}`))
    const timer = setTimeout(() => fail('does not connect'), CONNECTED_WITHIN_MS)
    for (const stream of [child.stdout, child.stderr]) {
      if (stream === null) continue
      createInterface({ input: stream }).on('line', (line) => {
        printed.push(line.slice(0, 1_000))
        if (printed.length > LINES) printed.shift()
        if (!line.includes('[inputs.mqtt_consumer] Connected')) return
        clearTimeout(timer)
        done()
      })
    }
    child.once('exit', (code) => {
      clearTimeout(timer)
      fail(`ended with ${code}`)
    })
  })
}

function configuration({ tuning, ...options }: TelegrafOptions): string {
  return `
[global_tags]
  site = "${options.site}"
[agent]
  interval = "1s"
  round_interval = false
  metric_batch_size = ${tuning.batchSize}
  metric_buffer_limit = ${tuning.bufferLimit}
  flush_interval = "${tuning.flushInterval}"
  flush_jitter = "0s"
  omit_hostname = true
[[outputs.influxdb_v2]]
  urls = ["${options.influxd.url}"]
  token = "${options.influxd.token}"
  organization = "${options.influxd.organisation}"
  bucket = "${options.bucket}"
  content_encoding = "${tuning.contentEncoding}"
  concurrent_writes = ${tuning.concurrentWrites}
[[inputs.mqtt_consumer]]
  name_override = "readings"
  servers = ["tcp://127.0.0.1:${options.brokerPort}"]
  topics = ["${options.topic}"]
  topic_tag = ""
  qos = ${tuning.qos}
  max_undelivered_messages = ${tuning.maxUndeliveredMessages}
  persistent_session = ${tuning.persistentSession}
  ${tuning.persistentSession ? `client_id = "${TELEGRAF_CLIENT_ID}"` : ''}
  username = "${options.username}"
  password = "${options.password}"
${tuning.parser === 'json' ? jsonParser(tuning) : jsonV2Parser(options.metrics)}
  [[inputs.mqtt_consumer.topic_parsing]]
    topic = "${options.topic}"
    tags = "_/place/_"
`
}

function jsonParser({ keepTexts }: TelegrafTuning): string {
  return `  data_format = "json"
  json_time_key = "time"
  json_time_format = "unix_ms"
  json_string_fields = [${keepTexts ? '"*"' : ''}]`
}

function jsonV2Parser(metrics: readonly string[]): string {
  const fields = metrics.map(
    (metric) => `    [[inputs.mqtt_consumer.json_v2.field]]
      path = "${metric}"
      type = "float"`,
  )
  return `  data_format = "json_v2"
  [[inputs.mqtt_consumer.json_v2]]
    timestamp_path = "time"
    timestamp_format = "unix_ms"
${fields.join('\n')}`
}
