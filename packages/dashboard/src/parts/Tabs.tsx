import { Link } from '@tanstack/react-router'
import type { Search, Tab } from '../app/search.js'

type TabsProps = {
  label: string
  tabs: readonly { readonly tab: Tab; readonly label: string; readonly count?: number }[]
  chosen: Tab
}

/** The topics of a page as links: each is a view of its own with its own address; the period stays. */
export function Tabs({ label, tabs, chosen }: TabsProps) {
  return (
    <nav className="tabs" aria-label={label}>
      {tabs.map(({ tab, label: text, count }) => (
        <Link
          key={tab}
          to="."
          search={({ lang, theme, range, from, to }: Search): Search => ({
            lang,
            theme,
            range,
            from,
            to,
            tab,
          })}
          // The router marks a link as current by its path alone unless told otherwise.
          activeOptions={{ exact: true, includeSearch: true }}
          aria-current={tab === chosen ? 'page' : undefined}
        >
          {text}
          {count !== undefined && <span className="quiet-3"> {count}</span>}
        </Link>
      ))}
    </nav>
  )
}
