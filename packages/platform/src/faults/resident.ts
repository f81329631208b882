import { readdirSync, readFileSync, writeFileSync } from 'node:fs'

/** What a process holds in memory now, MB (Linux). */
export function residentMb(pid: number | undefined): number {
  return Math.round(statusKb(pid, 'VmRSS') / 1024)
}

/** Of that, its own: without the pages of mapped files, which the system takes back when it needs them. */
export function ownMb(pid: number | undefined): number {
  return Math.round(statusKb(pid, 'RssAnon') / 1024)
}

/** Starts to note the largest that a process ever holds; what the kernel noted before is forgotten (proc(5), clear_refs). */
export function noteLargest(pid: number): () => number {
  writeFileSync(`/proc/${pid}/clear_refs`, '5')
  return () => Math.round(statusKb(pid, 'VmHWM') / 1024)
}

/** Files, sockets and pipes that it holds open. */
export function openDescriptors(pid: number | undefined): number {
  return readdirSync(`/proc/${pid}/fd`).length
}

function statusKb(pid: number | undefined, name: string): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? Number.NaN)
}
