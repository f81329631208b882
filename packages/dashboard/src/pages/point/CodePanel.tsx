import { useSearchState } from '../../app/search.js'
import { useText } from '../../i18n/language.js'
import { CopyButton } from '../../parts/CopyButton.js'
import { Icon } from '../../parts/Icon.js'
import { Panel } from '../../parts/Panel.js'
import { Segments } from '../../parts/Segments.js'
import { CODES, codeFor } from './code.js'
import type { PointView } from './usePointView.js'

/** A program that gives exactly the windows of the chart, in the reader's language of choice. */
export function CodePanel({ view }: { view: PointView }) {
  const t = useText('point')
  const [search, change] = useSearchState()
  const chosen = CODES.find((name) => name === search.show) ?? 'curl'
  const code = codeFor(chosen, new URL(view.path, window.location.href).href)
  return (
    <Panel
      id="code"
      title={t('code.title')}
      subtitle={t('code.sub')}
      span={12}
      foot={t('code.foot')}
    >
      <div className="point-code-head">
        <Segments
          label={t('code.language')}
          options={CODES.map((value) => ({ value, label: t(`code.${value}`) }))}
          chosen={chosen}
          onChoose={(value) =>
            change({ show: value === 'curl' ? undefined : value }, { replace: true })
          }
        />
        <CopyButton text={code} className="button button-quiet">
          <Icon name="copy" />
          {t('code.copy')}
        </CopyButton>
      </div>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
      >
        <code>{code}</code>
      </pre>
    </Panel>
  )
}
