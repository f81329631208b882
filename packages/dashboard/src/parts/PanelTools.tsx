import type { RefObject } from 'react'
import { useFormat, useText } from '../i18n/language.js'
import { CopyButton, copyText } from './CopyButton.js'
import { curlCommand, saveFile, saveUrl } from './files.js'
import { Icon } from './Icon.js'
import { Popover } from './Popover.js'
import { type TableData, toCsv, toDanishCsv } from './table.js'

/** What can be taken from a panel. Absent: the entry is not there. */
export type Tools = {
  /** The numbers as shown: table, CSV and Danish Excel. */
  readonly table?: TableData | undefined
  /** The API path (`apiPath`) of what is shown; copied as curl. */
  readonly api?: string | undefined
  /** The API path of the readings behind it, which answers `format=parquet` and `format=ndjson`. */
  readonly files?: string | undefined
  /** There is a chart to save as a picture. */
  readonly picture?: boolean
  /** In a narrow panel: `Tabel` and `⋯`. */
  readonly small?: boolean
}

type PanelToolsProps = {
  tools: Tools
  id: string
  title: string
  body: RefObject<HTMLDivElement | null>
  open: boolean
  onToggle: () => void
  zone: string
}

/** `Tabel`, `Hent ▾` and `Kopiér link` of a panel. */
export function PanelTools({ tools, id, title, body, open, onToggle, zone }: PanelToolsProps) {
  const t = useText('common')
  const small = tools.small ?? false
  const hasMenu = tools.table || tools.api || tools.files || tools.picture

  return (
    // biome-ignore lint/a11y/useSemanticElements: a toolbar of loose buttons, not a form
    <div className="tools" role="group" aria-label={t('tools.label', { title })}>
      {tools.table && (
        <button type="button" className="tool" aria-pressed={open} onClick={onToggle}>
          <Icon name="table" />
          {t('tools.table')}
        </button>
      )}
      {hasMenu && (
        <Popover
          buttonClass="tool"
          buttonLabel={`${t('tools.download')}: ${title}`}
          button={
            small ? (
              <Icon name="more" />
            ) : (
              <>
                <Icon name="download" />
                {t('tools.download')}
                <Icon name="down" small />
              </>
            )
          }
        >
          {(close) => <DownloadMenu {...{ tools, id, title, body, zone, close }} />}
        </Popover>
      )}
      {!small && (
        <CopyButton text={() => window.location.href} label={`${t('tools.copyLink')}: ${title}`}>
          <Icon name="link" />
          {t('tools.copyLink')}
        </CopyButton>
      )}
    </div>
  )
}

type DownloadMenuProps = Omit<PanelToolsProps, 'open' | 'onToggle'> & { close: () => void }

function DownloadMenu({ tools, id, title, body, zone, close }: DownloadMenuProps) {
  const t = useText('common')
  const format = useFormat(zone)
  const { table, api, files, picture } = tools
  const name = `bypuls-${window.location.pathname.split('/').filter(Boolean).at(-1) ?? 'city'}-${id}`
  const savePicture = async (kind: 'png' | 'svg') => {
    const { picturesOf } = await import('../charts/picture.js')
    if (!body.current) return
    const subtitle = body.current.closest('.panel')?.querySelector('.panel-sub')?.textContent ?? ''
    const origin = `Bypuls · ${window.location.href} · ${format.dateTime(Date.now())}`
    await picturesOf(body.current, { title, subtitle, origin, name, kind })
  }
  const entry = (label: string, act: () => void, how?: string) => (
    <button
      type="button"
      key={label}
      onClick={() => {
        act()
        close()
      }}
    >
      {label} {how && <em>{how}</em>}
    </button>
  )
  const file = (type: 'parquet' | 'ndjson') => () => {
    if (files)
      saveUrl(`${name}.${type}`, `${files}${files.includes('?') ? '&' : '?'}format=${type}`)
  }

  return (
    <div className="menu-list">
      {table && <p>{t('tools.dataAsShown')}</p>}
      {table &&
        entry(
          t('tools.csv'),
          () => saveFile(`${name}.csv`, toCsv(table, zone), 'text/csv;charset=utf-8'),
          t('tools.csvHow'),
        )}
      {table &&
        entry(
          t('tools.excel'),
          () => saveFile(`${name}-excel.csv`, toDanishCsv(table, zone), 'text/csv;charset=utf-8'),
          t('tools.excelHow'),
        )}
      {files && <p>{t('tools.readings')}</p>}
      {files && entry(t('tools.parquet'), file('parquet'))}
      {files && entry(t('tools.ndjson'), file('ndjson'))}
      {picture && <p>{t('tools.picture')}</p>}
      {picture && entry(t('tools.png'), () => void savePicture('png'))}
      {picture && entry(t('tools.svg'), () => void savePicture('svg'))}
      {entry(t('tools.print'), () => window.print())}
      {api && <p>{t('tools.code')}</p>}
      {api && entry(t('tools.copyApi'), () => void copyText(curlCommand(api)), 'curl')}
      {tools.small && entry(t('tools.copyLink'), () => void copyText(window.location.href))}
    </div>
  )
}
