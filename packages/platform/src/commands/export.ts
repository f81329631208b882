import { createHash } from 'node:crypto'
import { createWriteStream, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { PointList, Site } from '@bypuls/model'
import { type Command, Option } from 'commander'
import { datapackage } from '../export/datapackage.js'
import { type Operator, withOperator } from '../operator.js'
import { print } from './print.js'

type Options = {
  readonly site: string
  readonly from: string
  readonly to: string
  readonly format: 'csv' | 'ndjson' | 'parquet'
  readonly out?: string
  readonly json?: boolean
}

/** `bypuls export`: a site's readings in a file, with a `datapackage.json` beside it. */
export function exportCommand(program: Command): void {
  program
    .command('export')
    .description('a site’s readings in a file, with licence, source and units beside it')
    .requiredOption('--site <slug>', 'the site')
    .option('--from <time>', 'ISO 8601, a local date or relative such as -30d', '2000-01-01')
    .option('--to <time>', 'exclusive; ISO 8601, a local date or relative', 'now')
    .addOption(new Option('--format <name>').choices(['csv', 'ndjson', 'parquet']).default('csv'))
    .option('--out <file>', 'default: the site’s name in this folder')
    .option('--json', 'JSON on one line')
    .action(async (options: Options) => {
      const written = await withOperator((operator) => exportSite(operator, options))
      print(written, options.json ?? false)
    })
}

async function exportSite(operator: Operator, options: Options) {
  const file = options.out ?? `${options.site}.${options.format}`
  const { from, to, format } = options
  const query = new URLSearchParams({ from, to, format })
  const answer = await operator.open(`/api/v1/sites/${options.site}/readings?${query}`)
  const hash = createHash('sha256')
  let bytes = 0
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      hash.update(chunk)
      if (process.stderr.isTTY) process.stderr.write(`\r${(bytes / 1e6).toFixed(1)} MB`)
      done(null, chunk)
    },
    flush: (done) => {
      if (process.stderr.isTTY) process.stderr.write('\n')
      done()
    },
  })
  if (answer.body !== null) await pipeline(answer.body, count, createWriteStream(file))
  const sha256 = hash.digest('hex')
  const site = Site.parse(await operator.get(`/api/v1/sites/${options.site}`))
  const points = PointList.parse(await operator.get(`/api/v1/points?site=${site.id}&limit=1000`))
  const description = datapackage(site, points.items, {
    path: basename(file),
    format,
    bytes,
    sha256,
    from,
    to,
  })
  const beside = join(dirname(file), 'datapackage.json')
  writeFileSync(beside, `${JSON.stringify(description, null, 2)}\n`)
  return { file, bytes, sha256, datapackage: beside }
}
