import type { WindowSize } from '@bypuls/model'
import type { ReactNode } from 'react'
import {
  type Compare,
  type Range,
  type RangeName,
  rangeTitle,
  stepRange,
  unitAround,
} from '../app/range.js'
import { useSearchState } from '../app/search.js'
import { useFormat, useText } from '../i18n/language.js'
import { CopyButton } from './CopyButton.js'
import { FollowButton } from './FollowButton.js'
import { Icon } from './Icon.js'
import { Popover } from './Popover.js'
import { RangeForm } from './RangeForm.js'
import { Segments } from './Segments.js'

/** A button of the period row: a named range, or the calendar unit around what is looked at. */
export type Preset = RangeName | 'day' | 'unit-week' | 'unit-month' | 'unit-year'

type TimeBarProps = {
  range: Range
  presets: readonly Preset[]
  /** The resolutions that fit the range, and the one in use; absent: no choice. */
  windows?: readonly WindowSize[]
  window?: WindowSize
  compares?: readonly Compare[]
  compare?: Compare
  /** False where nothing new comes: a historical site. */
  follow?: boolean
  /** A page's own option, e.g. “Kun brugstid”. */
  children?: ReactNode
}

/** Previous, range, next · periods · resolution · comparison · follow live · copy link. All of it in the URL. */
export function TimeBar(props: TimeBarProps) {
  const { range, presets, windows = [], window: size, compares = [], compare, children } = props
  const follow = props.follow ?? true
  const t = useText('common')
  const format = useFormat(range.zone)
  const [, change] = useSearchState()
  const title = range.name === 'fixed' ? rangeTitle(range, format) : t(`time.range.${range.name}`)
  const step = (direction: 1 | -1) =>
    change({ ...stepRange(range, direction), range: undefined, window: size })

  return (
    <section className="time-bar" aria-label={t('time.label')}>
      <span className="time-range">
        <button
          type="button"
          className="icon-button"
          aria-label={t('time.previous')}
          onClick={() => step(-1)}
        >
          <Icon name="left" />
        </button>
        <Popover
          align="left"
          buttonClass="button button-range"
          button={
            <>
              <Icon name="calendar" />
              {title}
              <Icon name="down" small />
            </>
          }
        >
          {(close) => <RangeForm range={range} onDone={close} />}
        </Popover>
        <button
          type="button"
          className="icon-button"
          aria-label={t('time.next')}
          disabled={range.to >= Date.now() && range.name !== 'fixed'}
          onClick={() => step(1)}
        >
          <Icon name="right" />
        </button>
      </span>
      <Segments
        label={t('time.presets')}
        options={presets.map((preset) => ({
          value: preset,
          label: t(`time.short.${shortName(preset)}`),
        }))}
        chosen={presets.find((preset) => isChosen(preset, range)) ?? null}
        onChoose={(preset) => change(presetSearch(preset, range))}
      />
      {windows.length > 1 && (
        <Segments
          label={t('time.resolution')}
          options={windows.map((value) => ({ value, label: t(`time.window.${value}`) }))}
          chosen={size ?? null}
          onChoose={(value) => change({ window: value })}
        />
      )}
      {compares.length > 0 && (
        <label className="select">
          <span>{t('time.compare')}</span>
          <select
            aria-label={t('time.compareWith')}
            value={compare ?? 'none'}
            onChange={(event) => {
              const chosen = compares.find((name) => name === event.target.value)
              if (chosen) change({ compare: chosen })
            }}
          >
            {compares.map((name) => (
              <option key={name} value={name}>
                {t(`time.with.${name}`)}
              </option>
            ))}
          </select>
        </label>
      )}
      {children}
      <span className="time-right">
        {follow && <FollowButton range={range} />}
        <CopyButton text={() => window.location.href} className="button button-quiet">
          <Icon name="link" />
          {t('tools.copyLink')}
        </CopyButton>
      </span>
    </section>
  )
}

function shortName(preset: Preset) {
  if (preset === 'unit-week') return 'week'
  if (preset === 'unit-month') return 'month'
  if (preset === 'unit-year') return 'year'
  return preset
}

function isChosen(preset: Preset, range: Range): boolean {
  if (preset === 'day') return range.unit === 'day' && range.name !== 'today'
  if (preset === 'unit-week') return range.unit === 'week'
  if (preset === 'unit-month') return range.unit === 'month'
  if (preset === 'unit-year') return range.unit === 'year'
  return range.name === preset
}

function presetSearch(preset: Preset, range: Range) {
  const unit = shortName(preset)
  const fresh = { window: undefined, from: undefined, to: undefined, range: undefined }
  if (preset === 'day' || preset.startsWith('unit-'))
    if (unit === 'day' || unit === 'week' || unit === 'month' || unit === 'year')
      return { ...fresh, ...unitAround(range, unit) }
  return isNamed(preset) ? { ...fresh, range: preset } : fresh
}

function isNamed(preset: Preset): preset is RangeName {
  return preset !== 'day' && !preset.startsWith('unit-')
}
