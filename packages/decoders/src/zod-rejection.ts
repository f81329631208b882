import type { Rejection } from '@bypuls/model'
import type { z } from 'zod'
import { cut, malformed } from './rejections.js'

/** The first thing that a schema found wrong, with its path. */
export function zodRejection({ issues }: z.ZodError): Rejection {
  const [issue] = issues
  const path = (issue?.path ?? []).map(String).join('.')
  const message = cut(issue?.message ?? 'not the expected shape')
  return path === '' ? malformed(`the payload: ${message}`) : malformed(`${path}: ${message}`, path)
}
