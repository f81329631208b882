import { join } from 'node:path'
import express, { Router } from 'express'
import { notFound } from './problem.js'

/** A built file with its content's hash in the name: `index-B7xk29Qa.js`. */
const HASHED = /-[A-Za-z0-9_-]{8,}\.[a-z0-9]+$/

/**
 * The dashboard as it was built: hashed files for ever, everything else asked again each time, and
 * `index.html` for the paths of its pages. A file that is missing stays 404.
 */
export function dashboardFiles(directory: string): Router {
  const index = join(directory, 'index.html')
  const router = Router()
  router.use(
    express.static(directory, {
      index: false,
      redirect: false,
      setHeaders(res, path) {
        const forEver = HASHED.test(path)
        res.setHeader('Cache-Control', forEver ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    }),
  )
  router.get('/{*page}', (req, res, next) => {
    if (/\.[a-z0-9]+$/i.test(req.path) && !req.path.startsWith('/points/')) return next(notFound())
    res.sendFile(index, { headers: { 'Cache-Control': 'no-cache' } }, (error) => {
      if (error !== undefined && error !== null) next(notFound())
    })
  })
  return router
}
