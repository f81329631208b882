import { type ReactNode, useId, useRef } from 'react'
import { useSearchState } from '../app/search.js'
import { PanelTools, type Tools } from './PanelTools.js'
import { TableTwin } from './TableTwin.js'

type PanelProps = {
  /** Its name in the URL (`table=`) and in file names; unique on the page. */
  id: string
  title: string
  /** Period · method · quality · source. */
  subtitle?: ReactNode
  /** Beside the title, e.g. segments or a chip. */
  beside?: ReactNode
  tools?: Tools
  /** Columns of twelve on a wide screen. */
  span?: 3 | 4 | 5 | 6 | 7 | 8 | 9 | 12
  foot?: ReactNode
  zone?: string
  className?: string
  children: ReactNode
}

/** A flat box with a title, tools and a body; where the reader asked for it, the table instead of the chart. */
export function Panel(props: PanelProps) {
  const { id, title, subtitle, beside, tools, span, foot, zone, className = '', children } = props
  const heading = useId()
  const body = useRef<HTMLDivElement>(null)
  const [open, toggle] = useOpenTable(id)
  const table = tools?.table

  return (
    <section
      className={`panel ${span ? `span-${span}` : ''} ${className}`}
      aria-labelledby={heading}
      data-panel={id}
    >
      <header className="panel-head">
        <div className="panel-title">
          <h2 id={heading}>{title}</h2>
          {subtitle !== undefined && <div className="panel-sub">{subtitle}</div>}
        </div>
        {beside}
        {tools && (
          <PanelTools
            tools={tools}
            id={id}
            title={title}
            body={body}
            open={open}
            onToggle={toggle}
            zone={zone ?? 'Europe/Copenhagen'}
          />
        )}
      </header>
      <div className="panel-body" ref={body}>
        {open && table ? <TableTwin table={table} {...(zone ? { zone } : {})} /> : children}
      </div>
      {foot !== undefined && foot !== null && <p className="foot">{foot}</p>}
    </section>
  )
}

/** Whether a panel's table is open, kept in the URL. */
function useOpenTable(id: string): [boolean, () => void] {
  const [search, change] = useSearchState()
  const names = search.table?.split(',') ?? []
  const open = names.includes(id)
  const toggle = () => {
    const next = open ? names.filter((name) => name !== id) : [...names, id]
    change({ table: next.length === 0 ? undefined : next.join() }, { replace: true })
  }
  return [open, toggle]
}
