import type { ReactNode } from 'react'

type LedgerProps = {
  /** What the figures are about: “Byen i tal”. */
  label: string
  /** How many tiles stand side by side on a wide screen. */
  columns: 3 | 4 | 5 | 6
  children: ReactNode
}

/** One panel of figures, divided by hairlines. Its children are `Tile`s. */
export function Ledger({ label, columns, children }: LedgerProps) {
  return (
    <section className={`ledger ledger-${columns}`} aria-label={label}>
      {children}
    </section>
  )
}
