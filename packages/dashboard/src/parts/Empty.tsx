import type { ReactNode } from 'react'

type EmptyProps = {
  /** Why there is nothing, in one sentence. */
  title: string
  text?: string
  /** The one next step: a link or a button. */
  children?: ReactNode
}

/** Nothing to show: why, since when, and what to do next. */
export function Empty({ title, text, children }: EmptyProps) {
  return (
    <div className="empty">
      <p>
        <b>{title}</b>
      </p>
      {text !== undefined && <p className="quiet-2">{text}</p>}
      {children !== undefined && <div className="row">{children}</div>}
    </div>
  )
}
