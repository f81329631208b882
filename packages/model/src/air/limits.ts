/** A guide line for a chart. `value` is in `unit`; `allowed` is how often it may be exceeded. */
export type AirLimit = {
  readonly metric: string
  readonly value: number
  readonly unit: string
  readonly over: 'hour' | '8-hours' | 'day' | 'peak-season' | 'year'
  readonly allowed?: { readonly times: number; readonly of: 'hours' | 'days' }
}

export type AirLimits = {
  readonly source: string
  readonly from: number
  readonly limits: readonly AirLimit[]
}

/** WHO global air quality guidelines 2021, table of recommended levels. */
export const WHO_2021: AirLimits = {
  source: 'WHO global air quality guidelines, 2021',
  from: 2021,
  limits: [
    ug('pm2-5', 5, 'year'),
    ug('pm2-5', 15, 'day'),
    ug('pm10', 15, 'year'),
    ug('pm10', 45, 'day'),
    ug('no2', 10, 'year'),
    ug('no2', 25, 'day'),
    ug('o3', 60, 'peak-season'),
    ug('o3', 100, '8-hours'),
    ug('so2', 40, 'day'),
    { metric: 'co', value: 4, unit: 'mg/m3', over: 'day' },
  ],
}

/** Directive (EU) 2024/2881 on ambient air quality, annex I: limit and target values from 2030. */
export const DIRECTIVE_2024_2881: AirLimits = {
  source: 'Directive (EU) 2024/2881, annex I',
  from: 2030,
  limits: [
    ug('pm2-5', 10, 'year'),
    ug('pm2-5', 25, 'day', { times: 18, of: 'days' }),
    ug('pm10', 20, 'year'),
    ug('pm10', 45, 'day', { times: 18, of: 'days' }),
    ug('no2', 20, 'year'),
    ug('no2', 50, 'day', { times: 18, of: 'days' }),
    ug('no2', 200, 'hour', { times: 3, of: 'hours' }),
    ug('so2', 20, 'year'),
    ug('so2', 50, 'day', { times: 18, of: 'days' }),
    ug('so2', 350, 'hour', { times: 3, of: 'hours' }),
    { metric: 'co', value: 10, unit: 'mg/m3', over: '8-hours' },
    {
      metric: 'co',
      value: 4,
      unit: 'mg/m3',
      over: 'day',
      allowed: { times: 18, of: 'days' },
    },
    ug('o3', 120, '8-hours', { times: 18, of: 'days' }),
  ],
}

/** The guide lines of one metric, WHO's first. A limit for another averaging time is only a guide. */
export function limitsFor(metric: string): readonly (AirLimit & { readonly source: string })[] {
  return [WHO_2021, DIRECTIVE_2024_2881].flatMap(({ source, limits }) =>
    limits.filter((limit) => limit.metric === metric).map((limit) => ({ ...limit, source })),
  )
}

function ug(
  metric: string,
  value: number,
  over: AirLimit['over'],
  allowed?: AirLimit['allowed'],
): AirLimit {
  return { metric, value, unit: 'ug/m3', over, ...(allowed === undefined ? {} : { allowed }) }
}
