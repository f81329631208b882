import { StoreError } from '../store-error.js'

type Fault = { readonly sign: RegExp; readonly kind: StoreError['kind']; readonly remedy: string }

const FAULTS: readonly Fault[] = [
  {
    sign: /could not set lock|conflicting lock/i,
    kind: 'misconfigured',
    remedy: 'another process has it open; stop that process or choose another data folder',
  },
  {
    sign: /permission denied|read-only|operation not permitted/i,
    kind: 'misconfigured',
    remedy: 'the data folder must be writable for this process',
  },
  {
    sign: /no space left|disk full|not enough space|file too large/i,
    kind: 'outage',
    remedy: 'free space on the disk of the data folder',
  },
  {
    sign: /not a valid duckdb|different version|newer version|serialization version/i,
    kind: 'misconfigured',
    remedy: 'the file was written by something else or by a newer version; move it away',
  },
]

/** Says what went wrong with the file at `path` and what a person can do; unknown faults are outages. */
export function toStoreError(path: string, cause: unknown): StoreError {
  if (cause instanceof StoreError) return cause
  const detail = cause instanceof Error ? cause.message : String(cause)
  const fault = FAULTS.find(({ sign }) => sign.test(detail))
  const remedy = fault === undefined ? '' : `: ${fault.remedy}`
  return new StoreError(fault?.kind ?? 'outage', `the store ${path} failed${remedy} (${detail})`, {
    cause,
  })
}
