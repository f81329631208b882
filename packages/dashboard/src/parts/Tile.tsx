import type { ReactNode } from 'react'
import { NO_BREAK } from '../format/language.js'
import { useText } from '../i18n/language.js'

/** What a tile can say. */
export type TileFigure =
  | { readonly status: 'loading' }
  /** `figure` is ready text or a mark, `unit` pretty text. */
  | { readonly status: 'ready'; readonly figure: ReactNode; readonly unit?: string }
  /** Under 75 % coverage: `had` says how much there was, “14 af 24 timer”. */
  | { readonly status: 'insufficient'; readonly had: string }
  /** `since` is ready text: “Offline siden kl. 09.17”. */
  | { readonly status: 'offline'; readonly since: string }
  /** The site does not measure it. */
  | { readonly status: 'absent' }

type TileProps = {
  title: string
  figure: TileFigure
  /** `<Change>`, or another line right under the figure. */
  change?: ReactNode
  /** A quieter line or two: what is in it, what is not. */
  note?: ReactNode
  /** `<Sparkline>` or `<QualityStrip>`. */
  picture?: ReactNode
  /** The last line: coverage, age or state, method or factor. */
  meta?: ReactNode
}

/** One figure of a ledger, top to bottom: label, figure with unit, change, picture, meta line. */
export function Tile({ title, figure, change, note, picture, meta }: TileProps) {
  if (figure.status === 'loading') return <TileSkeleton title={title} />
  const faded = figure.status === 'offline' || figure.status === 'absent'
  return (
    <div className={`tile tile-${figure.status}`}>
      <h3>{title}</h3>
      <Figure figure={figure} />
      {figure.status === 'insufficient' && <p className="tile-line">{figure.had}</p>}
      {figure.status === 'offline' && <p className="tile-line">{figure.since}</p>}
      {change !== undefined && !faded && <p className="tile-line">{change}</p>}
      {picture !== undefined && <div className="tile-picture">{picture}</div>}
      {note !== undefined && note !== '' && <p className="tile-note">{note}</p>}
      {meta !== undefined && <p className="tile-meta">{meta}</p>}
    </div>
  )
}

function Figure({ figure }: { figure: TileFigure }) {
  const t = useText('common')
  switch (figure.status) {
    case 'ready':
      return (
        <p className={typeof figure.figure === 'string' ? 'figure' : 'figure figure-word'}>
          {figure.figure}
          {figure.unit !== undefined && figure.unit !== '' && (
            <>
              {NO_BREAK}
              <span className="unit">{figure.unit}</span>
            </>
          )}
        </p>
      )
    case 'loading':
      return null
    case 'insufficient':
      return <p className="figure">{t('insufficient')}</p>
    case 'offline':
      return (
        <p className="figure">
          <span aria-hidden="true">–</span>
        </p>
      )
    case 'absent':
      return (
        <p className="figure">
          <span aria-hidden="true">–</span>
          <span className="hidden">{t('notMeasured')}</span>
        </p>
      )
  }
}

function TileSkeleton({ title }: { title: string }) {
  const t = useText('common')
  return (
    <div className="tile tile-loading" role="status">
      <h3>{title}</h3>
      <span className="hidden">{t('loading', { what: title })}</span>
      <span className="skeleton-block skeleton-figure" />
      <span className="skeleton-block skeleton-line" />
      <span className="skeleton-block skeleton-picture" />
      <span className="skeleton-block skeleton-meta" />
    </div>
  )
}
