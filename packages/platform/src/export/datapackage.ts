import { metricBySlug, type PointList, type Site } from '@bypuls/model'

type Resource = {
  readonly path: string
  readonly format: 'csv' | 'ndjson' | 'parquet'
  readonly bytes: number
  readonly sha256: string
  readonly from: string
  readonly to: string
}

const MEDIA: Readonly<Record<Resource['format'], string>> = {
  csv: 'text/csv',
  ndjson: 'application/x-ndjson',
  parquet: 'application/vnd.apache.parquet',
}

/** Parquet, which is for programs, leaves the unit to the list of points. */
const UNIT = { name: 'unit', type: 'string', description: 'UCUM' }

/** What stands beside an export: licence, source, method and units (Data Package v2). */
export function datapackage(site: Site, points: PointList['items'], resource: Resource) {
  return {
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    name: `${site.id}-readings`,
    title: `${site.title}, ${site.locality}: readings`,
    description:
      'Raw readings as received, each with its quality. `suspect` lies outside the plausible range of its metric.',
    licenses: [{ title: site.licence === '' ? 'not stated' : site.licence }],
    sources: [{ title: site.sourceText === '' ? site.title : site.sourceText }],
    simulated: site.simulated,
    timezone: site.timezone,
    temporal: { from: resource.from, to: resource.to },
    resources: [
      {
        name: 'readings',
        path: resource.path,
        format: resource.format,
        mediatype: MEDIA[resource.format],
        bytes: resource.bytes,
        hash: `sha256:${resource.sha256}`,
        schema: {
          fields: [
            { name: 'point', type: 'string', description: '<site>.<place>.<metric>' },
            { name: 'time', type: 'datetime' },
            { name: 'value', type: 'number', description: 'in the unit of its point' },
            ...(resource.format === 'parquet' ? [] : [UNIT]),
            { name: 'quality', type: 'string' },
          ],
        },
      },
    ],
    points: points.map((point) => ({
      id: point.id,
      title: point.title.en,
      place: point.placeTitle,
      unit: point.unit,
      kind: point.kind,
      plausible: metricBySlug(point.metric)?.plausible,
    })),
  }
}
