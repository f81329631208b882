import type { PointDetail } from '@bypuls/model'
import { useFormat, useText } from '../../i18n/language.js'
import { Panel } from '../../parts/Panel.js'
import { useMethodText } from './useMethodText.js'
import type { PointView } from './usePointView.js'

/** Where the figures come from, under which licence, and how they are made. */
export function SourcePanel({ point, view }: { point: PointDetail; view: PointView }) {
  const t = useText('point')
  const common = useText('common')
  const format = useFormat(point.timezone)
  const methodText = useMethodText()
  const unit = format.unit(point.unit)
  const facts: readonly (readonly [string, string])[] = [
    [t('source.source'), `${common(`source.${point.source}`)}: ${point.sourceText}`],
    [t('source.licence'), point.licence],
    [t('source.metric'), `${format.title(point.title)}${unit === '' ? '' : `, ${unit}`}`],
    [t('source.method'), methodText(view.answer.data?.method ?? point.aggregate)],
    [
      t('source.interval'),
      point.expectedIntervalMs === null ? '–' : format.duration(point.expectedIntervalMs),
    ],
    [
      t('source.plausible'),
      `${format.number(point.plausible.min)}–${format.quantity(point.plausible.max, point.unit, 0)}`,
    ],
  ]
  return (
    <Panel id="source" title={t('source.title')} foot={t('source.foot')}>
      <dl className="point-facts">
        {facts.map(([term, text]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  )
}
