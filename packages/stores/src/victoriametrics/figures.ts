/** What a process' page `/metrics` says of it. */
export type Figures = {
  /** When it was started, epoch s. */
  readonly startedAt: number
  /** Requests since: what tells two starts within one second apart. */
  readonly requests: number
  /** Its settings by name; a hidden one is `secret`. */
  readonly flags: ReadonlyMap<string, string>
  /** The settings that nobody chose. */
  readonly unset: ReadonlySet<string>
  /** What changes when readings may have been lost without its own restart: see `parseFigures`. */
  readonly losses: number
  /** Storage servers of a cluster that it cannot reach now. */
  readonly unreachable: number
}

const FLAG = /^flag\{name="([^"]+)", value="([^"]*)", is_set="(\w+)"/
const STARTED = /^vm_app_start_timestamp (\S+)/
const REQUESTS = /^vm_http_requests_all_total(?:\{[^}]*\})? (\S+)/
const REACHABLE = /^vm_rpc_vmstorage_is_reachable\{[^}]*\} (\S+)/
/**
 * A storage server of a cluster that was restarted shows in the connections to it that broke. Series that
 * were deleted may have taken with them what came in meanwhile.
 */
const LOSS =
  /^(?:vm_rpc_(?:connection_errors|dial_errors)_total|vm_deleted_metrics_total)\{[^}]*\} (\S+)/

export function parseFigures(page: string): Figures {
  const flags = new Map<string, string>()
  const unset = new Set<string>()
  let [startedAt, requests, losses, unreachable] = [0, 0, 0, 0]
  for (const line of page.split('\n')) {
    const [, name, value, isSet] = FLAG.exec(line) ?? []
    if (name !== undefined) flags.set(name, value ?? '')
    if (name !== undefined && isSet === 'false') unset.add(name)
    startedAt = Number(STARTED.exec(line)?.[1] ?? startedAt)
    requests += Number(REQUESTS.exec(line)?.[1] ?? 0)
    losses += Number(LOSS.exec(line)?.[1] ?? 0)
    if (REACHABLE.exec(line)?.[1] === '0') unreachable += 1
  }
  return { startedAt, requests, flags, unset, losses, unreachable }
}
