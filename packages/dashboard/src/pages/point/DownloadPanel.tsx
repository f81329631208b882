import { useText } from '../../i18n/language.js'
import { CopyButton } from '../../parts/CopyButton.js'
import { curlCommand } from '../../parts/files.js'
import { Icon } from '../../parts/Icon.js'
import { Panel } from '../../parts/Panel.js'
import type { PointView } from './usePointView.js'

/** The period as files: what the chart shows, and every single reading behind it. */
export function DownloadPanel({ view }: { view: PointView }) {
  const t = useText('point')
  const common = useText('common')
  const { path, readingsPath } = view
  return (
    <Panel id="download" title={t('download.title')} foot={t('download.foot')}>
      <h3 className="point-heading">{t('download.windows')}</h3>
      <ul className="point-files">
        <File href={`${path}&format=csv`} text={common('tools.csv')} what={t('download.windows')} />
        <File
          href={`${path}&format=csv&excel=da`}
          text={common('tools.excel')}
          what={t('download.windows')}
        />
        <File
          href={`${path}&format=ndjson`}
          text={common('tools.ndjson')}
          what={t('download.windows')}
        />
      </ul>
      <h3 className="point-heading">{t('download.readings')}</h3>
      <ul className="point-files">
        <File
          href={`${readingsPath}&format=csv`}
          text={common('tools.csv')}
          what={t('download.readings')}
        />
        <File
          href={`${readingsPath}&format=csv&excel=da`}
          text={common('tools.excel')}
          what={t('download.readings')}
        />
        <File
          href={`${readingsPath}&format=ndjson`}
          text={common('tools.ndjson')}
          what={t('download.readings')}
        />
        <File
          href={`${readingsPath}&format=parquet`}
          text={common('tools.parquet')}
          what={t('download.readings')}
        />
      </ul>
      <div className="row">
        <CopyButton text={() => window.location.href} className="button">
          <Icon name="link" />
          {common('tools.copyLink')}
        </CopyButton>
        <CopyButton text={() => curlCommand(path)} className="button">
          <Icon name="copy" />
          {common('tools.copyApi')}
        </CopyButton>
      </div>
    </Panel>
  )
}

function File({ href, text, what }: { href: string; text: string; what: string }) {
  return (
    <li>
      <a className="button" href={href} download aria-label={`${what}: ${text}`}>
        <Icon name="download" />
        {text}
      </a>
    </li>
  )
}
