import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Router } from 'express'
import { openApiDocument } from './openapi.js'
import type { Route } from './route.js'

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Bypuls: the API</title>
    <link rel="stylesheet" href="docs/swagger-ui.css">
    <link rel="icon" href="docs/favicon-32x32.png">
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="docs/swagger-ui-bundle.js"></script>
    <script src="docs/start.js"></script>
  </body>
</html>
`

/** In a file of its own: the page's policy runs no script that stands in it. */
const START = `SwaggerUIBundle({
  url: 'openapi.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  tryItOutEnabled: true,
  persistAuthorization: false,
  validatorUrl: null,
})
`

const FILES = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'] as const

/** Where its files are. Importing it would run the page's whole program in every process, some 20 MB. */
const FOLDER = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))

/** `/openapi.json` and the page that shows it, without anything from elsewhere. */
export function docsPage(routes: readonly Route[]): Router {
  let document: ReturnType<typeof openApiDocument> | undefined
  const router = Router()
  router.get('/openapi.json', (_req, res) => {
    document ??= openApiDocument(routes)
    res.json(document)
  })
  router.get('/docs', (req, res) => {
    // Its links are relative to /api/v1/, so that it works below any public path.
    if (req.path.endsWith('/')) res.redirect(301, '../docs')
    else res.type('html').send(PAGE)
  })
  router.get('/docs/start.js', (_req, res) => {
    res.type('text/javascript').send(START)
  })
  for (const file of FILES) {
    router.get(`/docs/${file}`, (_req, res) => {
      res.sendFile(join(FOLDER, file), { maxAge: '1d' })
    })
  }
  return router
}
