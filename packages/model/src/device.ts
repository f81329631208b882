/**
 * What a field of a device means in a period (`from` inclusive, `to` exclusive, epoch ms UTC).
 * A meter swap is two links to one point; `oldFinal` and `newFirst` belong to the later one.
 */
export type DeviceLink = {
  readonly child?: string
  readonly field: string
  readonly point: string
  /** The unit the device sends when its payload does not say; absent: the metric's own. */
  readonly unit?: string
  readonly from: number
  readonly to?: number
  readonly oldFinal?: number
  readonly newFirst?: number
  readonly expectedIntervalMs: number
}

/** A registered device, as interpreting a message needs it. */
export type Device = {
  readonly organisation: string
  readonly name: string
  readonly title: string
  readonly format: string
  readonly links: readonly DeviceLink[]
}
