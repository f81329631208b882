import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { openSpool } from '../spool.js'
import { numbered } from './numbered.js'

/**
 * A program to be killed: fills a spool of small segments as fast as it can, each message numbered as
 * its position, and delivers what is older. Says on stdout what is acknowledged (`+1 20`: from, to) and,
 * before it tells the spool, up to where the store has everything (`-500`). Broken twins: `eager`
 * removes segments when they are full instead of when they are delivered, `unmarked` when they are
 * delivered but before a commit says so.
 */
const [directory = '', kind = ''] = process.argv.slice(2)
const PER_COMMIT = 20
const UNDER_WAY = 4
const UNDELIVERED = 500
const spool = await openSpool({ directory, maxBytes: 1e9, segmentBytes: 10_000 })
let next = spool.positions().last + 1
let known = spool.positions().delivered

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

async function fill(): Promise<void> {
  for (;;) {
    const batch = Array.from({ length: PER_COMMIT }, (_, index) => numbered(next + index))
    next += PER_COMMIT
    const first = await spool.append(batch)
    say(`+${first} ${first + PER_COMMIT - 1}`)
    if (kind === 'eager') removeFull()
    else if (first - known > 2 * UNDELIVERED) deliver(first - UNDELIVERED)
  }
}

function deliver(position: number): void {
  known = position
  say(`-${known}`)
  if (kind === 'unmarked') crashUnmarked()
  spool.delivered(known)
}

function removeFull(): void {
  const segments = readdirSync(directory).map(Number)
  const newest = Math.max(...segments)
  for (const segment of segments.filter((number) => number < newest - 1)) remove(segment)
}

function crashUnmarked(): void {
  remove(Math.min(...readdirSync(directory).map(Number)))
  process.kill(process.pid, 'SIGKILL')
}

function remove(segment: number): void {
  rmSync(join(directory, String(segment)), { recursive: true })
}

await Promise.all(Array.from({ length: UNDER_WAY }, fill))
