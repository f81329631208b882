import { expect, test } from 'vitest'
import { duplicateKeys } from './duplicate-keys.js'

test.each([
  ['{"a":1,"b":2}', []],
  ['{"a":1,"a":2}', ['a']],
  ['{"a":1,"\\u0061":2}', ['a']],
  ['{"a":{"b":1},"c":{"b":2}}', []],
  ['{"readings":[{"value":1},{"value":1,"value":2}]}', ['readings[1].value']],
  ['[{"a":[1,2,{"x":":,{"}],"b":1,"b":2}]', ['[0].b']],
  ['{"a":1,"a":{"a":1,"a":2}}', ['a', 'a.a']],
])('names that stand twice in %s', (json, expected) => {
  expect([...duplicateKeys(json)]).toEqual(expected)
})
