import { isSlug, metricBySlug, pointId, RESERVED_ORGANISATIONS } from '@bypuls/model'
import { placeKey } from '../memory/view.js'
import type { Pace } from '../pace.js'
import type {
  OccupiedHours,
  OrganisationRecord,
  PlaceRecord,
  PointRecord,
  RegistryView,
  SiteRecord,
} from '../registry.js'
import { checkName, checkNew, checkText, checkTitle, notAllowed, notFound } from './fault.js'

export function checkOrganisations(
  view: RegistryView,
  records: readonly OrganisationRecord[],
): void {
  for (const record of records) {
    checkName('organisation.name', record.name, RESERVED_ORGANISATIONS)
    checkTitle('organisation.title', record.title)
  }
  checkNew(
    'organisation.name',
    'organisation',
    records.map((record) => record.name),
    view.organisations,
  )
}

export function checkSites(view: RegistryView, records: readonly SiteRecord[]): void {
  for (const record of records) checkSite(view, record)
  checkNew(
    'site.name',
    'site',
    records.map((record) => record.name),
    view.sites,
  )
}

export function checkSite(view: RegistryView, record: SiteRecord): void {
  checkName('site.name', record.name)
  checkTitle('site.title', record.title)
  for (const field of ['locality', 'licence', 'sourceText'] as const) {
    checkText(`site.${field}`, record[field])
  }
  for (const field of ['heatUtility', 'buildingKind'] as const) {
    const text = record[field]
    if (text !== null) checkText(`site.${field}`, text)
  }
  if (!view.organisations.has(record.organisation)) {
    throw notFound('site.organisation', 'organisation', record.organisation)
  }
  checkRange('site.latitude', record.latitude, -90, 90)
  checkRange('site.longitude', record.longitude, -180, 180)
  if (!isTimezone(record.timezone)) {
    throw notAllowed('site.timezone', record.timezone, 'an IANA zone such as Europe/Copenhagen')
  }
  if (record.heatedM2 !== null) checkRange('site.heatedM2', record.heatedM2, 1, 10_000_000)
  checkRange('site.outdoorCo2Ppm', record.outdoorCo2Ppm, 300, 1000)
  checkRange('site.offlineAfterMs', record.offlineAfterMs, 1000, 366 * 86_400_000)
}

export function checkPlaces(view: RegistryView, records: readonly PlaceRecord[]): void {
  for (const record of records) checkPlace(view, record)
  const keys = records.map((record) => placeKey(record.site, record.name))
  checkNew('place.name', 'place', keys, view.places)
}

export function checkPlace(view: RegistryView, record: PlaceRecord): void {
  checkName('place.name', record.name)
  checkTitle('place.title', record.title)
  if (record.usage !== null) checkText('place.usage', record.usage)
  if (!view.sites.has(record.site)) throw notFound('place.site', 'site', record.site)
  for (const hours of record.occupiedHours) checkHours(hours)
}

export async function checkPoints(
  view: RegistryView,
  records: readonly PointRecord[],
  pace: Pace,
): Promise<void> {
  for (const record of records) {
    const place = placeKey(record.site, record.place)
    if (!view.places.has(place)) throw notFound('point.place', 'place', place)
    if (!isSlug(record.metric) || metricBySlug(record.metric) === undefined) {
      throw notAllowed('point.metric', record.metric, 'a known metric such as co2')
    }
    if (record.id !== pointId(record)) {
      throw notAllowed('point.id', record.id, `"${pointId(record)}", made of its parts`)
    }
    if (pace.isDue()) await pace.rest()
  }
  checkNew(
    'point.id',
    'point',
    records.map((record) => record.id),
    view.points,
  )
}

function checkHours(hours: OccupiedHours): void {
  for (const [field, time] of [
    ['start', hours.start],
    ['end', hours.end],
  ] as const) {
    if (!/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(time)) {
      throw notAllowed(`place.occupiedHours.${field}`, time, 'a wall-clock time such as 08:00')
    }
  }
  if (hours.weekdays.some((weekday) => !Number.isInteger(weekday) || weekday < 1 || weekday > 7)) {
    throw notAllowed('place.occupiedHours.weekdays', hours.weekdays, '1 (Monday) to 7 (Sunday)')
  }
  const dates = [hours.from, hours.to, ...hours.holidays]
  for (const date of dates) {
    if (date !== null && !/^\d{4}-\d{2}-\d{2}$/.test(date)) {
      throw notAllowed('place.occupiedHours', date, 'a date such as 2026-12-24')
    }
  }
}

function checkRange(path: string, value: number, min: number, max: number): void {
  if (!(value >= min && value <= max))
    throw notAllowed(path, value, `a number from ${min} to ${max}`)
}

function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
