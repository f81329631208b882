import { rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type ChildPlatform, startChild } from '../load/child-platform.js'
import { publish } from '../load/publisher.js'
import { drained } from './drained.js'
import { payloadOf, registerLoadSite } from './load-site.js'
import { judge, type Verdict } from './oracle.js'

export type FullDiskRun = {
  readonly dataFolder: string
  /** A small disk of its own that the platform uses, as its data folder or for a part of it. */
  readonly disk: string
  readonly env?: Readonly<Record<string, string>>
  /** The broken twin's program; absent: the real one. */
  readonly program?: string
}

export type FullDiskVerdict = Verdict & {
  /** Messages that were acknowledged before anything was refused. */
  readonly acknowledgedBefore: number
  /** Sent while the disk stayed full, and how many of them were acknowledged all the same. */
  readonly sentWhileFull: number
  readonly acknowledgedWhileFull: number
  /** Of `/readyz` while the disk was full: its status, and each part that was not well in its words. */
  readonly readyz: number
  readonly said: readonly string[]
  readonly logged: readonly string[]
  readonly sameProcessAlive: boolean
  /** From the moment that there was room again to the first complete batch. */
  readonly acceptingAgainMs: number
}

/** The spool leaves so much of its disk alone, so that it can still forget. */
const RESERVE_BYTES = 8 * 1024 ** 2
const FREE_AT_FIRST_BYTES = 2 * 1024 ** 2
const NO_ROOM_BYTES = 64 * 1024
const STAYS_FULL_MS = 2_500
const BATCH = 10_000

/** Loads a platform until its disk is full, keeps on, makes room, and counts what became of everything. */
export async function fullDiskRun(run: FullDiskRun): Promise<FullDiskVerdict> {
  const platform = await startChild(run.dataFolder, {
    ...(run.env === undefined ? {} : { env: run.env }),
    ...(run.program === undefined ? {} : { program: run.program }),
  })
  const log = logOf(platform)
  try {
    const sender = await createSender(platform)
    await sender.batch()
    const reserve = run.disk === run.dataFolder ? RESERVE_BYTES : 0
    const filler = fill(run.disk, reserve + FREE_AT_FIRST_BYTES)
    const hasRoom = () => freeBytes(run.disk) > reserve + NO_ROOM_BYTES
    await until('something is refused', () => refusesOrPretends(sender, hasRoom), 60_000)
    const acknowledgedBefore = sender.acknowledged()

    const sentBefore = sender.sent()
    const fullUntil = Date.now() + STAYS_FULL_MS
    while (Date.now() < fullUntil) {
      await sender.batch()
      await pause(100)
    }
    const ready = await fetch(`${platform.url}/readyz`)
    const { parts } = Ready.parse(await ready.json())
    const full = {
      acknowledgedBefore,
      sentWhileFull: sender.sent() - sentBefore,
      acknowledgedWhileFull: sender.acknowledged() - acknowledgedBefore,
      readyz: ready.status,
      said: parts
        .filter((part) => !part.ok)
        .map(({ name, detail, remedy }) => `${name}: ${detail} ${remedy}`),
    }

    rmSync(filler)
    const roomAt = Date.now()
    await until('a batch is accepted again', async () => (await sender.batch()).complete, 90_000)
    const acceptingAgainMs = Date.now() - roomAt
    await drained(platform.url)
    return {
      ...(await judge(platform.operator, [sender.all()])),
      ...full,
      logged: [...new Set(log)],
      sameProcessAlive: platform.process.exitCode === null,
      acceptingAgainMs,
    }
  } finally {
    await platform.stop('SIGTERM')
  }
}

/** True when a batch is refused, or batch after batch is acknowledged where there is no room for them. */
async function refusesOrPretends(sender: Sender, hasRoom: () => boolean): Promise<boolean> {
  for (let times = 0; times < 4; times++) {
    const hadRoom = hasRoom()
    if (!(await sender.batch()).complete) return true
    if (hadRoom) return false
  }
  return true
}

const Ready = z.object({
  parts: z.array(
    z.object({
      name: z.string(),
      ok: z.boolean(),
      detail: z.string().optional(),
      remedy: z.string().optional(),
    }),
  ),
})

/** One device that sends batch after batch and keeps account. */
async function createSender(platform: ChildPlatform) {
  const [device] = await registerLoadSite(platform.operator, 1)
  if (device === undefined) throw new Error('no device')
  const baseMs = Date.now() - 20 * 86_400_000
  const flags: Uint8Array[] = []
  let sent = 0
  let acknowledged = 0

  return {
    sent: () => sent,
    acknowledged: () => acknowledged,
    async batch() {
      const result = await publish({
        port: platform.mqttPort,
        ...device,
        payloadOf: (sequence) => payloadOf(baseMs, sequence),
        first: flags.length * BATCH,
        count: BATCH,
        window: 1_000,
      })
      flags.push(result.acknowledgedAt)
      sent += result.sent
      acknowledged += result.acknowledged
      return result
    },
    all: () => ({
      device,
      baseMs,
      count: flags.length * BATCH,
      acknowledged: Uint8Array.from(Buffer.concat(flags)),
    }),
  }
}

type Sender = Awaited<ReturnType<typeof createSender>>

function freeBytes(disk: string): number {
  const { bavail, bsize } = statfsSync(disk)
  return bavail * bsize
}

/** A file that leaves so much room on its disk. */
function fill(disk: string, leaves: number): string {
  const file = join(disk, 'filler')
  writeFileSync(file, Buffer.alloc(Math.max(0, freeBytes(disk) - leaves)))
  return file
}

/** The sentences of the platform's log. */
function logOf({ process: { stdout, stderr } }: ChildPlatform): string[] {
  const sentences: string[] = []
  for (const stream of [stdout, stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      for (const [, text = ''] of chunk
        .toString()
        .matchAll(/"(?:msg|reason|detail)":"((?:[^"\\]|\\.)*)"/g)) {
        sentences.push(text)
      }
    })
  }
  return sentences
}

async function until(what: string, done: () => Promise<boolean>, deadlineMs: number) {
  const end = Date.now() + deadlineMs
  while (!(await done())) {
    if (Date.now() > end) throw new Error(`not within ${deadlineMs / 1_000} s: ${what}`)
    await pause(100)
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms))
}
