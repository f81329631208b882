import type { RequestHandler } from 'express'
import helmet from 'helmet'
import { HttpProblem } from './problem.js'

/** Headers that every answer carries; scripts and styles come from our own address only. */
export function securityHeaders(tls: boolean): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        scriptSrcAttr: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        workerSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: tls,
    crossOriginEmbedderPolicy: false,
    originAgentCluster: tls,
    crossOriginOpenerPolicy: tls,
    xFrameOptions: { action: 'deny' },
    referrerPolicy: { policy: 'same-origin' },
  })
}

/** Other pages may read what is public; they can send no credential and change nothing. */
export const publicReads: RequestHandler = (req, res, next) => {
  if (req.method === 'GET' || req.method === 'HEAD' || req.method === 'OPTIONS') {
    res.set('Access-Control-Allow-Origin', '*')
    res.set('Cross-Origin-Resource-Policy', 'cross-origin')
    res.set('Access-Control-Expose-Headers', 'ETag, X-Request-Id')
  }
  if (req.method !== 'OPTIONS') return next()
  res.set('Access-Control-Allow-Methods', 'GET, HEAD').set('Access-Control-Max-Age', '600')
  res.status(204).end()
}

/** Refuses a browser that was sent here by another site to change something. */
export function refuseCrossSite(publicUrl: string): RequestHandler {
  return (req, _res, next) => {
    if (req.method === 'GET' || req.method === 'HEAD' || req.method === 'OPTIONS') return next()
    const site = req.headers['sec-fetch-site']
    const foreign = site === 'cross-site' || site === 'same-site'
    if (!foreign && isOwnOrigin(req.headers.origin, req.headers.host, publicUrl)) return next()
    throw new HttpProblem({ status: 403, title: 'Another site may not change anything here' })
  }
}

/** True for no origin (not a browser), the address that was called, and the public one. */
export function isOwnOrigin(
  origin: string | undefined,
  host: string | undefined,
  publicUrl: string,
): boolean {
  if (origin === undefined) return true
  if (!URL.canParse(origin)) return false
  return new URL(origin).host === host || new URL(origin).origin === new URL(publicUrl).origin
}
