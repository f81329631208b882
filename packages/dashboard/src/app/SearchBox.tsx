import type { PointList } from '@bypuls/model'
import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, useDeferredValue, useId, useState } from 'react'
import { apiPath } from '../data/fetch.js'
import { useApi, useSites } from '../data/queries.js'
import { useFormat, useText } from '../i18n/language.js'
import { Icon } from '../parts/Icon.js'

type Hit = { id: string; kind: 'site' | 'point'; title: string; detail: string }

/** Finds sites and points by name while one types; arrows choose, Enter opens. */
export function SearchBox({
  shortcut = false,
  onDone,
}: {
  shortcut?: boolean
  onDone?: () => void
}) {
  const t = useText('common')
  const id = useId()
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const [open, setOpen] = useState(false)
  const [active, setActive] = useState(0)
  const hits = useHits(useDeferredValue(text.trim()))
  const shown = open && text.trim().length > 1

  const go = (hit: Hit | undefined) => {
    if (!hit) return
    setText('')
    setOpen(false)
    onDone?.()
    if (hit.kind === 'site') void navigate({ to: '/sites/$site', params: { site: hit.id } })
    else void navigate({ to: '/points/$point', params: { point: hit.id } })
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') go(hits[active])
    else if (event.key === 'Escape' && shown) setOpen(false)
    else if (event.key === 'ArrowDown') setActive(Math.min(hits.length - 1, active + 1))
    else if (event.key === 'ArrowUp') setActive(Math.max(0, active - 1))
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div className="search">
      <label className="search-field">
        <Icon name="search" />
        <input
          type="search"
          role="combobox"
          placeholder={t('search.label')}
          aria-label={t('search.label')}
          aria-expanded={shown}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={shown && hits[active] ? `${id}-${active}` : undefined}
          data-key={shortcut ? 'search' : undefined}
          autoComplete="off"
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            setActive(0)
            setOpen(true)
          }}
          onFocus={() => setOpen(true)}
          onBlur={() => setOpen(false)}
          onKeyDown={onKeyDown}
        />
        {shortcut && <kbd>/</kbd>}
      </label>
      <div
        className="search-hits"
        id={`${id}-list`}
        role="listbox"
        aria-label={t('search.label')}
        hidden={!shown}
      >
        {hits.map((hit, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox has the keyboard
          <div
            key={hit.id}
            id={`${id}-${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={i === active}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => go(hit)}
          >
            <b>{hit.title}</b>
            <small>{hit.detail}</small>
          </div>
        ))}
      </div>
      <span className="hidden" role="status">
        {shown &&
          (hits.length > 0
            ? t('search.hits', { count: hits.length })
            : t('search.none', { q: text }))}
      </span>
    </div>
  )
}

const MOST = 12

function useHits(q: string): readonly Hit[] {
  const format = useFormat()
  const sites = useSites()
  const enough = q.length > 1
  const points = useApi<PointList>(apiPath('/points', { q, limit: MOST }), {
    enabled: enough,
    keep: true,
  })
  if (!enough) return []
  const siteTitles = new Map((sites.data?.items ?? []).map((site) => [site.id, site.title]))
  const places = (sites.data?.items ?? [])
    .filter((site) =>
      `${site.title} ${site.locality} ${site.id}`.toLowerCase().includes(q.toLowerCase()),
    )
    .map(({ id, title, locality }): Hit => ({ id, kind: 'site', title, detail: locality }))
  const measured = (points.data?.items ?? []).map((point): Hit => {
    const site = siteTitles.get(point.site) ?? point.site
    return {
      id: point.id,
      kind: 'point',
      title: format.title(point.title),
      detail: `${site}, ${point.placeTitle}`,
    }
  })
  return [...places, ...measured].slice(0, MOST)
}
