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
    sign: /not a valid duckdb|different version|newer version|serialization version/i,
    kind: 'misconfigured',
    remedy: 'the file was written by something else or by a newer version; move it away',
  },
  {
    sign: /no space left|disk full|not enough space|file too large/i,
    kind: 'outage',
    remedy: 'free space on the disk of the data folder',
  },
]

/** Says what went wrong with the file at `path` and what a person can do; unknown faults are outages. */
export function toStoreError(path: string, cause: unknown): StoreError {
  if (cause instanceof StoreError) return cause
  const detail = detailOf(cause)
  const fault = faultOf(cause)
  const remedy = fault === undefined ? '' : `: ${fault.remedy}`
  const message = `the store ${path} failed${remedy} (${detail})`
  return new StoreError(fault?.kind ?? 'outage', message, { cause })
}

/** What a person can do about it. */
export function remedyOf(error: StoreError): string {
  return faultOf(error.cause)?.remedy ?? 'readings are kept and sent again; the log tells more'
}

/** After such a fault the engine answers nothing until the file is opened again. */
export function isFatal(cause: unknown): boolean {
  const detail = detailOf(cause instanceof StoreError ? cause.cause : cause)
  return /^FATAL|database has been invalidated/.test(detail)
}

function faultOf(cause: unknown): Fault | undefined {
  const detail = detailOf(cause)
  return FAULTS.find(({ sign }) => sign.test(detail))
}

function detailOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}
