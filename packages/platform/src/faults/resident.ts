import { readdirSync, readFileSync } from 'node:fs'

/** What a process holds in memory now, MB (Linux). */
export function residentMb(pid: number | undefined): number {
  return Math.round(statusKb(pid, 'VmRSS') / 1024)
}

/** Of that, its own: without the pages of mapped files, which the system takes back when it needs them. */
export function ownMb(pid: number | undefined): number {
  return Math.round(statusKb(pid, 'RssAnon') / 1024)
}

/** Files, sockets and pipes that it holds open. */
export function openDescriptors(pid: number | undefined): number {
  return readdirSync(`/proc/${pid}/fd`).length
}

function statusKb(pid: number | undefined, name: string): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? Number.NaN)
}
