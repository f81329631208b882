import { describe, expect, test } from 'vitest'
import { decoderByFormat, decoders } from './formats.js'

describe.each(decoders)('$format', ({ decode, examples }) => {
  test.each(examples)('$title', ({ payload, expected }) => {
    expect(decode(payload)).toMatchObject(expected)
  })

  test('has at least six examples, and shows what it refuses', () => {
    const refusing = examples.filter(
      ({ expected }) => !expected.ok || (expected.value.rejected?.length ?? 0) > 0,
    )

    expect(examples.length).toBeGreaterThanOrEqual(6)
    expect(refusing.length).toBeGreaterThanOrEqual(2)
  })
})

test('the list holds every file of the folder, each under its own name', () => {
  const files = Object.keys(import.meta.glob('./formats/*.ts')).map((path) =>
    path.replace('./formats/', '').replace('.ts', ''),
  )

  expect(decoders.map(({ format }) => format).sort()).toEqual(files.sort())
  for (const file of files) expect(decoderByFormat(file)?.format).toBe(file)
})

test('a format that does not exist has no decoder', () => {
  expect(decoderByFormat('constructor')).toBeUndefined()
})
