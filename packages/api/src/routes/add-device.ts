import { Slug } from '@bypuls/model'
import { z } from 'zod'
import { json } from '../answer.js'
import { badRequest, notFound } from '../problem.js'
import { CredentialOut, DeviceBody, LinkBody } from '../registry-bodies.js'
import { DeviceOut, toDevice } from '../registry-view.js'
import { defineRoute, defineWrite } from '../route.js'

/** Formats that no device sends: the name of what an import came from. */
const NOT_SENT: readonly string[] = ['csv']

/** `POST /devices`: answers the credential, this once. */
export const addDeviceRoute = defineWrite({
  method: 'post',
  path: '/devices',
  summary: 'Add a device; its password is told in this answer and never again',
  rule: 'operator',
  params: z.object({}),
  query: z.object({}),
  body: DeviceBody,
  responses: { 201: { description: 'The credential', schema: CredentialOut } },

  async handle({ body }, { registry, formats }) {
    const known = [...formats.map(({ format }) => format), ...NOT_SENT]
    if (!known.includes(body.format)) {
      throw badRequest([{ path: 'format', message: `expected one of ${known.join(', ')}` }])
    }
    return json(await registry.addDevice({ ...body, links: body.links.map(toLink) }), 201)
  },
})

/** `POST /devices/:organisation/:device/links`: a swap, or a new field. */
export const addLinksRoute = defineWrite({
  method: 'post',
  path: '/devices/:organisation/:device/links',
  summary: 'Say what more fields of a device mean, from when on',
  rule: 'operator',
  params: z.object({ organisation: Slug, device: Slug }),
  query: z.object({}),
  body: z.object({ links: z.array(LinkBody).min(1).max(10_000) }),
  responses: { 201: { description: 'The device', schema: DeviceOut } },

  async handle({ params, body }, { registry }) {
    await registry.addLinks(params.organisation, params.device, body.links.map(toLink))
    const device = registry.view().devices.get(`${params.organisation}/${params.device}`)
    if (device === undefined) throw notFound()
    return json(toDevice(device), 201)
  },
})

/** `DELETE /devices/:organisation/:device`: its credential is no longer good; its history stays. */
export const revokeDeviceRoute = defineRoute({
  method: 'delete',
  path: '/devices/:organisation/:device',
  summary: 'Revoke a device',
  rule: 'operator',
  params: z.object({ organisation: Slug, device: Slug }),
  query: z.object({}),
  responses: { 204: { description: 'Revoked' } },

  async handle({ params }, { registry }) {
    await registry.revokeDevice(params.organisation, params.device)
    return json(null, 204)
  },
})

/** `POST /devices/:organisation/:device/credential`: answers the new one, this once; the old one is no good. */
export const rotateCredentialRoute = defineRoute({
  method: 'post',
  path: '/devices/:organisation/:device/credential',
  summary: 'Give a device a new password; it is told in this answer and never again',
  rule: 'operator',
  params: z.object({ organisation: Slug, device: Slug }),
  query: z.object({}),
  responses: { 201: { description: 'The new credential', schema: CredentialOut } },

  async handle({ params }, { registry }) {
    return json(await registry.rotateDevice(params.organisation, params.device), 201)
  },
})

/** Absent rather than undefined, as the registry wants it. */
function toLink({ child, unit, to, oldFinal, newFirst, ...link }: z.output<typeof LinkBody>) {
  return {
    ...link,
    ...(child === undefined ? {} : { child }),
    ...(unit === undefined ? {} : { unit }),
    ...(to === undefined ? {} : { to }),
    ...(oldFinal === undefined ? {} : { oldFinal }),
    ...(newFirst === undefined ? {} : { newFirst }),
  }
}
