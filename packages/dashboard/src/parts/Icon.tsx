import type { ReactNode } from 'react'

const SHAPES = {
  table: (
    <>
      <rect x="2" y="3" width="12" height="10" rx="1" />
      <path d="M2 6.5h12M6.5 6.5V13" />
    </>
  ),
  download: <path d="M8 2.5v8M4.8 7.5 8 10.7l3.2-3.2M3 13.5h10" />,
  link: (
    <>
      <path d="M6.8 9.2a2.6 2.6 0 0 0 3.8.2l2.2-2.2a2.6 2.6 0 0 0-3.7-3.7L8 4.6" />
      <path d="M9.2 6.8a2.6 2.6 0 0 0-3.8-.2L3.2 8.8a2.6 2.6 0 0 0 3.7 3.7L8 11.4" />
    </>
  ),
  more: (
    <g fill="currentColor">
      <circle cx="3.5" cy="8" r="0.9" />
      <circle cx="8" cy="8" r="0.9" />
      <circle cx="12.5" cy="8" r="0.9" />
    </g>
  ),
  search: (
    <>
      <circle cx="7" cy="7" r="4.2" />
      <path d="m10.2 10.2 3.3 3.3" />
    </>
  ),
  theme: (
    <>
      <circle cx="8" cy="8" r="5.2" />
      <path d="M8 2.8a5.2 5.2 0 0 1 0 10.4z" fill="currentColor" />
    </>
  ),
  pause: <path d="M5.5 3.5v9M10.5 3.5v9" strokeWidth="2" />,
  play: <path d="M5 3.2v9.6L12.5 8z" fill="currentColor" />,
  left: <path d="M9.8 3.5 5.3 8l4.5 4.5" />,
  right: <path d="M6.2 3.5 10.7 8l-4.5 4.5" />,
  down: <path d="m4 6 4 4 4-4" />,
  plus: <path d="M8 3v10M3 8h10" />,
  minus: <path d="M3 8h10" />,
  copy: (
    <>
      <rect x="5.5" y="5.5" width="8" height="8" rx="1.2" />
      <path d="M10.5 5.5v-2a1 1 0 0 0-1-1h-6a1 1 0 0 0-1 1v6a1 1 0 0 0 1 1h2" />
    </>
  ),
  redo: <path d="M12.8 6.5A5 5 0 1 0 13 9.5M13 3v3.6H9.4" />,
  menu: <path d="M2.5 4.5h11M2.5 8h11M2.5 11.5h11" />,
  home: <path d="M2.8 7.6 8 3l5.2 4.6M4.4 6.6v6.2h7.2V6.6" />,
  calendar: (
    <>
      <rect x="2.5" y="3.5" width="11" height="10" rx="1.2" />
      <path d="M2.5 6.8h11M5.5 2v3M10.5 2v3" />
    </>
  ),
  info: (
    <>
      <circle cx="8" cy="8" r="5.6" />
      <path d="M8 7.3v3.6M8 5v.3" />
    </>
  ),
  code: <path d="M5.5 4.5 2 8l3.5 3.5M10.5 4.5 14 8l-3.5 3.5" />,
  print: <path d="M4.5 6V2.5h7V6M4.5 11.5h-2v-5h11v5h-2M4.5 9.5h7v4h-7z" />,
} as const satisfies Readonly<Record<string, ReactNode>>

export type IconName = keyof typeof SHAPES

/** A line drawing of 16 px that takes the text's colour; always decoration beside a word or a label. */
export function Icon({ name, small = false }: { name: IconName; small?: boolean }) {
  return (
    <svg className={small ? 'icon icon-small' : 'icon'} viewBox="0 0 16 16" aria-hidden="true">
      {SHAPES[name]}
    </svg>
  )
}
