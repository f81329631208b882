import type { Batch } from './batch.js'

/** The statements that bring the table `staged` into the file. */
export function insertOf(batch: Batch): string {
  return batch.fresh ? appendTo(tableOf(batch)) : mergeInto(tableOf(batch), batch)
}

function tableOf(batch: Batch): string {
  return batch.unsettled ? 'recent' : 'reading'
}

function appendTo(table: string): string {
  return `INSERT INTO ${table} SELECT series, time::BIGINT, value, suspect FROM staged`
}

/**
 * Of the staged rows of one series and time the good one wins, then the later. What the file holds
 * already is left alone unless the staged row differs and may replace it.
 */
function mergeInto(table: string, batch: Batch): string {
  const range = `r.series BETWEEN ${batch.lowestSeries} AND ${batch.highestSeries}
    AND r.time BETWEEN ${batch.from} AND ${batch.through}`
  const replace = (from: string) => `DELETE FROM ${from} r USING winner w
    WHERE r.series = w.series AND r.time = w.time AND ${range};`
  return `
    CREATE OR REPLACE TEMP TABLE winner AS
      SELECT series, time::BIGINT AS time, value, suspect FROM staged
      QUALIFY row_number() OVER (PARTITION BY series, time ORDER BY suspect, rowid DESC) = 1;
    CREATE OR REPLACE TEMP TABLE known AS
      SELECT r.series, r.time, r.value, r.suspect FROM everything r
      SEMI JOIN winner w ON r.series = w.series AND r.time = w.time
      WHERE ${range};
    DELETE FROM winner w USING known k WHERE w.series = k.series AND w.time = k.time
      AND ((w.value = k.value AND w.suspect = k.suspect) OR (w.suspect AND NOT k.suspect));
    ${replace('reading')}
    ${replace('recent')}
    INSERT INTO ${table} SELECT series, time, value, suspect FROM winner ORDER BY series, time;`
}
