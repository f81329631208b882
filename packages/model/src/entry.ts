/**
 * A dated entry made by a rule about one point's series, applied when reading; raw values never change.
 * `offset`: from the reading at `at` on, the meter's total is the raw value plus `amount` (a reset, a
 * rollover or a swap; amounts add up). `suspect`: the reading at `at` is not believed.
 */
export type Entry =
  | {
      readonly point: string
      readonly kind: 'offset'
      readonly at: number
      readonly amount: number
      readonly rule: 'reset' | 'rollover' | 'swap'
    }
  | {
      readonly point: string
      readonly kind: 'suspect'
      readonly at: number
      readonly rule: 'glitch' | 'rate'
    }
