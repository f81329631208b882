// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { RequestError } from '../data/fetch.js'
import { LanguageProvider } from '../i18n/language.js'
import { Change } from './Change.js'
import { Coverage } from './Coverage.js'
import { ErrorBox } from './ErrorBox.js'
import { Popover } from './Popover.js'
import { QualityStrip } from './QualityStrip.js'
import { StatePill } from './StatePill.js'
import { Tile } from './Tile.js'

afterEach(cleanup)

describe('a tile', () => {
  test('shows the word and what there was where too little was measured, and no figure', () => {
    render(<Tile title="El" figure={{ status: 'insufficient', had: '14 af 24 timer' }} />)

    expect(screen.getByText('Utilstrækkelig')).toBeTruthy()
    expect(screen.getByText('14 af 24 timer')).toBeTruthy()
  })

  test('shows no figure and no comparison while offline', () => {
    const figure = { status: 'offline', since: 'Offline siden kl. 09.17' } as const
    render(<Tile title="El" figure={figure} change="7 % under" />)

    expect(screen.getByText('Offline siden kl. 09.17')).toBeTruthy()
    expect(screen.queryByText('7 % under')).toBeNull()
  })

  test('says that a site does not measure it', () => {
    render(<Tile title="Luft" figure={{ status: 'absent' }} />)

    expect(screen.getByText('måles ikke')).toBeTruthy()
  })
})

test('a change has an arrow and a word; equal within rounding is unchanged', () => {
  const { container, rerender } = render(<Change now={93} before={100} against="mandag" />)
  expect(container.textContent).toBe('7\u00a0% under mandag')

  rerender(<Change now={100.2} before={100} against="mandag" />)
  expect(container.textContent).toBe('uændret mod mandag')
})

test('coverage under three quarters is marked', () => {
  const { container } = render(<Coverage share={0.58} />)

  expect(container.textContent).toBe('Dækning 58\u00a0%')
  expect(container.querySelector('.coverage-low')).toBeTruthy()
})

test('a strip tells its cells in words', () => {
  const cell = (start: number, quality: 'good' | 'missing') => ({ start, end: start + 1, quality })
  render(<QualityStrip cells={[cell(0, 'good'), cell(1, 'good'), cell(2, 'missing')]} />)

  expect(screen.getByRole('img').getAttribute('aria-label')).toBe('Kvalitet: 2 god, 1 mangler')
})

test('a state is told with its age, in the language of the page', () => {
  const observedAt = Date.now() - 47.5 * 60_000
  render(
    <LanguageProvider language="en">
      <StatePill state="stale" observedAt={observedAt} />
    </LanguageProvider>,
  )

  expect(document.body.textContent).toBe('Stale · 47\u00a0min')
})

test('an error says what failed, offers another try and gives the request’s number', () => {
  const retry = vi.fn()
  const error = new RequestError('down', { status: 503, requestId: 'req-7f3a91c2' })
  render(<ErrorBox what="Historikken" error={error} onRetry={retry} />)

  expect(screen.getByText('Historikken kan ikke hentes lige nu.')).toBeTruthy()
  expect(screen.getByText('req-7f3a91c2')).toBeTruthy()
  fireEvent.click(screen.getByText('Prøv igen'))
  expect(retry).toHaveBeenCalledOnce()
})

test('a menu opens on its button and closes on Esc with the focus back', () => {
  render(
    <Popover button="Hent" buttonClass="tool">
      {() => <button type="button">CSV</button>}
    </Popover>,
  )
  const button = screen.getByText('Hent')
  fireEvent.click(button)
  expect(button.getAttribute('aria-expanded')).toBe('true')

  fireEvent.keyDown(screen.getByText('CSV'), { key: 'Escape' })

  expect(screen.queryByText('CSV')).toBeNull()
  expect(document.activeElement).toBe(button)
})
