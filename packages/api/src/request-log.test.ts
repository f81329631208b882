import { Writable } from 'node:stream'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { openTestApi } from './testing/open-test-api.js'

test('the log names requests, and no secret, query value or body of them', async () => {
  let log = ''
  const into = new Writable({
    write(line, _encoding, done) {
      log += line
      done()
    },
  })
  const api = await openTestApi({ logger: pino({ level: 'trace' }, into) })

  await fetch(`${api.url}/api/v1/ingest/alpha/box?path=secret-path`, {
    method: 'POST',
    headers: { authorization: 'Bearer alpha-password', cookie: 'secret-cookie' },
    body: '{"co2":"secret-body"}',
  })
  await api.get('/api/v1/sites', 'wrong-secret')
  await api.close()

  expect(log).toContain('/api/v1/ingest/alpha/box')
  expect(log).not.toMatch(/alpha-password|secret/)
})
