import { readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'

/** What the kernel counts a tick as (`getconf CLK_TCK`); Linux shows user space 100 everywhere. */
const MS_PER_TICK = 10

/** Processor time that a process, its threads and its children have used, user and system, in ms (Linux). */
export function processorMs(pid: number): number {
  const own = ticksOf(pid) * MS_PER_TICK
  return childrenOf(pid).reduce((sum, child) => sum + processorMs(child), own)
}

/** Memory that a process holds now, in bytes; 0 where it is gone. */
export function residentBytes(pid: number): number {
  const text = textOf(`/proc/${pid}/status`)
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(text)?.[1] ?? 0) * 1_024
}

/** Starts to count; the answer tells what each has used since then, in ms. */
export function startUse(pids: Readonly<Record<string, readonly number[]>>) {
  const from = Object.entries(pids).map(([name, all]) => [name, all, sumMs(all)] as const)
  return (): Record<string, number> =>
    Object.fromEntries(from.map(([name, all, ms]) => [name, sumMs(all) - ms]))
}

/** Processor time of all of them, ms. */
export function sumMs(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + processorMs(pid), 0)
}

/** Waits until a process uses less than a twentieth of a core, or for so long; seconds waited. */
export async function idle(pid: number, longestMs: number): Promise<number> {
  const startedAt = performance.now()
  for (let waited = 0; waited < longestMs; waited = performance.now() - startedAt) {
    const before = processorMs(pid)
    await setTimeout(1_000)
    if (processorMs(pid) - before < 50) break
  }
  return Math.round((performance.now() - startedAt) / 1_000)
}

function ticksOf(pid: number): number {
  const stat = textOf(`/proc/${pid}/stat`)
  // The name in parentheses may hold spaces; fields 14 and 15 of proc(5) are the times.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return stat === '' ? 0 : Number(fields[11]) + Number(fields[12])
}

function childrenOf(pid: number): number[] {
  return textOf(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number)
}

/** Empty for a process that is gone. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
