// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { PlotData } from './chart-data.js'
import { PlotStack } from './PlotStack.js'

const HOUR = 3_600_000
const from = Date.parse('2026-11-20T00:00:00+01:00')

beforeEach(() => {
  // jsdom lays nothing out, so the observer has nothing to tell and the plots stay undrawn.
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      disconnect() {}
    },
  )
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const plot: PlotData = {
  id: 'electricity',
  unitTitle: 'El, kWh pr. time',
  unit: 'kWh',
  series: [
    {
      id: 'electricity',
      title: 'El',
      tone: 1,
      shape: 'bars',
      windows: [40, null, 51.9].map((value, i) => ({
        start: from + i * HOUR,
        end: from + (i + 1) * HOUR,
        value,
        coverage: value === null ? 0 : 1,
        quality: value === null ? 'missing' : 'good',
      })),
    },
  ],
}

test('a chart is read by keyboard, one window at a time, as a sentence', () => {
  render(
    <PlotStack
      name="Forbrug"
      plots={[plot]}
      from={from}
      to={from + 3 * HOUR}
      zone="Europe/Copenhagen"
    />,
  )
  const reader = screen.getByRole('slider')

  fireEvent.keyDown(reader, { key: 'End' })
  expect(reader.getAttribute('aria-valuetext')).toBe(
    'Fre. 20. nov. 2026 kl. 02.00–03.00: El 51,9\u00a0kWh, god',
  )

  fireEvent.keyDown(reader, { key: 'ArrowLeft' })
  expect(reader.getAttribute('aria-valuetext')).toBe(
    'Fre. 20. nov. 2026 kl. 01.00–02.00: El ingen måling, mangler',
  )

  fireEvent.keyDown(reader, { key: 'Escape' })
  expect(reader.getAttribute('aria-valuetext')).toBe('Diagram, kan læses med piletaster')
})
