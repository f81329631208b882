import type { LoggedMessage } from '@bypuls/ingest'
import type { LogOfAll } from '../deps.js'
import { LogShape } from './shapes.js'
import type { Workers } from './workers.js'

const LIST_MS = 5_000

export type Names = { readonly organisation: string; readonly device: string }

/** A device's log of all workers, newest first. */
export async function listLogs(workers: Workers, names: Names): Promise<LogOfAll> {
  const path = `/internal/messages?${new URLSearchParams(names)}`
  const { told, missing } = await workers.askAll(LogShape, () => ({
    method: 'GET',
    path,
    timeoutMs: LIST_MS,
  }))
  const items = told.flatMap(({ worker, value }) => value.items.map((one) => ofWorker(worker, one)))
  return { items: items.sort((a, b) => timeOf(b) - timeOf(a)), missing }
}

/** Its number says which worker's it is. */
export function ofWorker(worker: string, logged: LoggedMessage): LoggedMessage {
  const id = `${worker}:${logged.id}`
  return logged.kind === 'refused'
    ? { ...logged, id }
    : { ...logged, id, outcome: { ...logged.outcome, id } }
}

function timeOf(logged: LoggedMessage): number {
  return logged.kind === 'message' ? logged.outcome.message.receivedAt : logged.refusal.at
}
