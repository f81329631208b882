import type { View, WindowSize } from '@bypuls/model'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'
import type { Language } from '../format/language.js'
import { COMPARES, type Compare, RANGES, type RangeName } from './range.js'
import { WINDOW_SIZES } from './window-sizes.js'

/** Everything of a page's state that is not its path. What is absent has its default. */
export type Search = {
  /** Danish where absent. */
  lang?: 'en' | undefined
  /** The system's theme where absent. */
  theme?: 'light' | 'dark' | undefined
  tab?: Tab | undefined
  /** A named range that moves with the clock. `from`/`to` take precedence. */
  range?: RangeName | undefined
  /** A local date or an ISO instant; `to` is exclusive. */
  from?: string | undefined
  to?: string | undefined
  window?: WindowSize | undefined
  compare?: Compare | undefined
  view?: View | undefined
  /** What a panel shows, e.g. the map's or the heat map's quantity. */
  show?: string | undefined
  place?: string | undefined
  /** What a list is searched for. */
  q?: string | undefined
  /** The panels whose table is open, joined by commas. */
  table?: string | undefined
}

const TABS = ['energy', 'environment', 'indoor', 'sensors'] as const
/** A tab of a site's page. */
export type Tab = (typeof TABS)[number]

/** Reads a URL's parameters; what is not understood is left out, so that an old link still opens. */
export function parseSearch(raw: Readonly<Record<string, unknown>>): Search {
  const search: Search = {
    lang: oneOf(['en'] as const, raw.lang),
    theme: oneOf(['light', 'dark'] as const, raw.theme),
    tab: oneOf(TABS, raw.tab),
    range: oneOf(RANGES, raw.range),
    from: matching(INSTANT, raw.from),
    to: matching(INSTANT, raw.to),
    window: oneOf(WINDOW_SIZES, raw.window),
    compare: oneOf(COMPARES, raw.compare),
    view: oneOf(['raw', 'checked', 'corrected'] as const, raw.view),
    show: matching(NAME, raw.show),
    place: matching(NAME, raw.place),
    q: matching(WORDS, raw.q),
    table: matching(NAMES, raw.table),
  }
  return withoutUndefined(search)
}

/** The page's state in the URL, and how to change parts of it (`undefined` removes one). */
export function useSearchState(): [Search, (change: Search, options?: ChangeOptions) => void] {
  const search = parseSearch(useSearch({ strict: false }))
  const navigate = useNavigate()
  const change = useCallback(
    (patch: Search, { replace = false }: ChangeOptions = {}) => {
      void navigate({
        to: '.',
        search: (old: Search) => withoutUndefined({ ...old, ...patch }),
        replace,
        resetScroll: false,
      })
    },
    [navigate],
  )
  return [search, change]
}

type ChangeOptions = {
  /** Do not make a step that Back undoes. */
  replace?: boolean
}

/** The language in the URL. */
export function useLanguage(): Language {
  return parseSearch(useSearch({ strict: false })).lang ?? 'da'
}

const INSTANT = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/
const WORDS = /^.{1,80}$/
const NAME = /^[a-z0-9-]{1,60}$/
const NAMES = /^[a-z0-9-]{1,60}(,[a-z0-9-]{1,60})*$/

function oneOf<Name extends string>(names: readonly Name[], raw: unknown): Name | undefined {
  return names.find((name) => name === raw)
}

function matching(pattern: RegExp, raw: unknown): string | undefined {
  return typeof raw === 'string' && pattern.test(raw) ? raw : undefined
}

function withoutUndefined(search: Search): Search {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined))
}
