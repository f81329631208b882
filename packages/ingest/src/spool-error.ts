/**
 * Why a message could not be put on disk; nothing of it was acknowledged.
 * `full`: the disk or the spool's own limit. `io`: the disk itself failed. The message names cause and
 * remedy.
 */
export class SpoolError extends Error {
  readonly kind: 'full' | 'io'

  constructor(kind: 'full' | 'io', message: string, options: { readonly cause?: unknown } = {}) {
    super(message, options)
    this.name = 'SpoolError'
    this.kind = kind
  }
}
