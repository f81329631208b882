/**
 * Why a message could not be put on disk; nothing of it was acknowledged.
 * `full`: the disk or the spool's own limit. `io`: the disk itself failed. The message names the cause
 * and ends with the remedy.
 */
export class SpoolError extends Error {
  readonly kind: 'full' | 'io'
  readonly remedy: string

  constructor(
    kind: 'full' | 'io',
    text: { readonly cause: string; readonly remedy: string },
    options: { readonly cause?: unknown } = {},
  ) {
    super(`${text.cause} ${text.remedy}`, options)
    this.name = 'SpoolError'
    this.kind = kind
    this.remedy = text.remedy
  }
}
