import { type ReactNode, useId } from 'react'

type LedgerProps = {
  /** What the figures are about: “Byen i tal”. */
  label: string
  /** How many tiles stand side by side on a wide screen. */
  columns: 3 | 4 | 5 | 6
  children: ReactNode
}

/** One panel of figures, divided by hairlines. Its children are `Tile`s, below a heading that is only heard. */
export function Ledger({ label, columns, children }: LedgerProps) {
  const heading = useId()
  return (
    <>
      <h2 id={heading} className="hidden">
        {label}
      </h2>
      <section className={`ledger ledger-${columns}`} aria-labelledby={heading}>
        {children}
      </section>
    </>
  )
}
