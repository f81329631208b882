import { expect, test } from 'vitest'
import { type TableData, toCsv, toDanishCsv } from './table.js'

const table: TableData = {
  caption: 'El',
  columns: [
    { title: 'Fra', kind: 'time' },
    { title: 'El, rådhus; hal', kind: 'number', unit: 'kWh' },
    { title: 'Kvalitet', kind: 'text' },
  ],
  rows: [
    [Date.parse('2026-10-25T00:00:00Z'), 1.5, 'god'],
    [Date.parse('2026-10-25T01:00:00Z'), null, 'mangler'],
  ],
}

test('CSV keeps the two hours of an autumn night apart', () => {
  expect(toCsv(table, 'Europe/Copenhagen')).toBe(
    'Fra,"El, rådhus; hal (kWh)",Kvalitet\r\n2026-10-25T02:00:00+02:00,1.5,god\r\n2026-10-25T02:00:00+01:00,,mangler\r\n',
  )
})

test('the Danish file opens in Excel by itself', () => {
  expect(toDanishCsv(table, 'Europe/Copenhagen')).toBe(
    '\ufeffFra;"El, rådhus; hal (kWh)";Kvalitet\r\n2026-10-25 02:00:00;1,5;god\r\n2026-10-25 02:00:00;;mangler\r\n',
  )
})
