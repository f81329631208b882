import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startChild } from '../load/child-platform.js'
import { publish } from '../load/publisher.js'
import { drained } from './drained.js'
import { type LoadDevice, payloadOf, registerLoadSite } from './load-site.js'
import { judge, type Sent, type Verdict } from './oracle.js'

export type KillRun = {
  readonly kills: number
  /** Acknowledged messages, over all connections, after which each kill comes. */
  readonly messagesPerKill: number
  readonly connections: number
  /** The broken twin's program; absent: the real one. */
  readonly program?: string
  readonly onRound?: (round: number, acknowledged: number) => void
}

/**
 * Kills the whole program at full load again and again, then counts from its export what of the
 * acknowledged messages is missing or doubled.
 */
export async function killRun(run: KillRun): Promise<Verdict & { readonly redelivered: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'bypuls-kill-'))
  const how = run.program === undefined ? {} : { program: run.program }
  const baseMs = Date.now() - 20 * 86_400_000
  try {
    const first = await startChild(folder, how)
    const devices = await registerLoadSite(first.operator, run.connections)
    await first.stop('SIGTERM')

    const rounds: Round[][] = []
    for (let round = 0; round < run.kills; round++) {
      rounds.push(await killedRound({ folder, how, devices, baseMs, run, round, before: rounds }))
      run.onRound?.(round + 1, sum(rounds.flat().map((it) => it.acknowledged)))
    }
    const last = await startChild(folder, how)
    const all = devices.map((device, index) => ({
      device,
      baseMs,
      ...together(rounds.map((round) => round[index])),
    }))
    await drained(last.url)
    const verdict = await judge(last.operator, all)
    await last.stop('SIGTERM')
    return { ...verdict, redelivered: sum(rounds.flat().map((it) => it.sent - it.acknowledged)) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

type Round = {
  readonly first: number
  readonly sent: number
  readonly acknowledged: number
  readonly acknowledgedAt: Uint8Array
}

async function killedRound(given: {
  readonly folder: string
  readonly how: { readonly program?: string }
  readonly devices: readonly LoadDevice[]
  readonly baseMs: number
  readonly run: KillRun
  readonly round: number
  readonly before: readonly (readonly Round[])[]
}): Promise<Round[]> {
  const { devices, run } = given
  const child = await startChild(given.folder, given.how)
  const perConnection = Math.ceil((run.messagesPerKill * 3) / run.connections)
  const reached = new Map<string, number>()
  let killed = false
  return Promise.all(
    devices.map(async (device, index) => {
      const earlier = given.before.at(-1)?.[index]
      // What the last kill left without an acknowledgement is sent again, as a device would.
      const first = earlier === undefined ? 0 : earlier.first + firstGap(earlier)
      const result = await publish({
        port: child.mqttPort,
        ...device,
        payloadOf: (sequence) => payloadOf(given.baseMs, sequence),
        first,
        count: perConnection,
        window: 1_000,
        onAcknowledged(acknowledged) {
          reached.set(device.username, acknowledged)
          if (killed || sum([...reached.values()]) < run.messagesPerKill) return
          killed = true
          void child.stop('SIGKILL')
        },
      })
      return { first, ...result }
    }),
  )
}

function firstGap(round: Round): number {
  const gap = round.acknowledgedAt.indexOf(0)
  return gap < 0 ? round.acknowledgedAt.length : gap
}

function together(rounds: readonly (Round | undefined)[]): Pick<Sent, 'count' | 'acknowledged'> {
  const there = rounds.filter((round) => round !== undefined)
  const count = Math.max(0, ...there.map((round) => round.first + round.acknowledgedAt.length))
  const acknowledged = new Uint8Array(count)
  for (const round of there) {
    round.acknowledgedAt.forEach((flag, index) => {
      if (flag === 1) acknowledged[round.first + index] = 1
    })
  }
  return { count, acknowledged }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, next) => total + next, 0)
}
