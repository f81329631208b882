import { expect, test } from 'vitest'
import { parseSettings } from './settings.js'

test('without any setting everything has its default', () => {
  const parsed = parseSettings({})

  expect(parsed).toMatchObject({
    ok: true,
    value: { BYPULS_DATA: './data', BYPULS_HTTP_PORT: 3000, BYPULS_MQTT_PORT: 1883 },
  })
})

test('every fault is told at once, with name, value and what was expected', () => {
  const parsed = parseSettings({
    BYPULS_HTTP_PORT: '80a',
    BYPULS_LOG: 'loud',
    BYPULS_HTTP_PROT: '1',
  })

  expect(parsed).toEqual({
    ok: false,
    problem: [
      {
        name: 'BYPULS_HTTP_PROT',
        value: '1',
        expected: 'no such setting; did you mean BYPULS_HTTP_PORT?',
      },
      { name: 'BYPULS_HTTP_PORT', value: '80a', expected: 'expected a port, 0 to 65535' },
      {
        name: 'BYPULS_LOG',
        value: 'loud',
        expected: 'expected fatal, error, warn, info, debug, trace or silent',
      },
    ],
  })
})

test('a name that is like no other is told what there is', () => {
  expect(parseSettings({ BYPULS_FOO: '1' })).toMatchObject({
    ok: false,
    problem: [{ name: 'BYPULS_FOO', expected: expect.stringContaining('there are BYPULS_DATA,') }],
  })
})

test('a certificate without its key is a fault', () => {
  expect(parseSettings({ BYPULS_TLS_CERT: 'cert.pem' })).toMatchObject({
    ok: false,
    problem: [{ name: 'BYPULS_TLS_KEY' }],
  })
})

test('a secret that is too short is named without being shown', () => {
  expect(parseSettings({ BYPULS_OPERATOR_TOKEN: 'hunter2' })).toEqual({
    ok: false,
    problem: [
      {
        name: 'BYPULS_OPERATOR_TOKEN',
        value: '(hidden)',
        expected: 'expected at least 32 characters',
      },
    ],
  })
})

test('a broker outside needs its password, a shared registry and the platform’s secret', () => {
  expect(parseSettings({ BYPULS_BROKER_URL: 'mqtt://broker:1883' })).toMatchObject({
    ok: false,
    problem: [{ name: 'BYPULS_BROKER_PASSWORD' }, { name: 'BYPULS_REGISTRY_URL' }],
  })
  expect(parseSettings({ BYPULS_REGISTRY_URL: 'postgres://bypuls@db/bypuls' })).toMatchObject({
    ok: false,
    problem: [{ name: 'BYPULS_SECRET' }],
  })
})

test('a password in a wrong address is not shown', () => {
  expect(parseSettings({ BYPULS_REGISTRY_URL: 'postgrez://bypuls:geheim@db/bypuls' })).toEqual({
    ok: false,
    problem: [
      {
        name: 'BYPULS_REGISTRY_URL',
        value: 'postgrez://bypuls:(hidden)@db/bypuls',
        expected: 'expected one of pglite:, postgres://, postgresql://',
      },
    ],
  })
})
