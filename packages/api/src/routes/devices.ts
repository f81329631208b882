import { Slug } from '@bypuls/model'
import { z } from 'zod'
import { json } from '../answer.js'
import { pageQuery, toPage } from '../cursor.js'
import { notFound } from '../problem.js'
import { DeviceOut, deviceKey, toDevice, visibleDevices } from '../registry-view.js'
import { defineRoute } from '../route.js'

const DeviceList = z
  .object({ items: z.array(DeviceOut), next: z.string().nullable() })
  .meta({ id: 'DeviceList' })

/** `GET /devices`: an organisation's own, a device itself, all to the operator. */
export const devicesRoute = defineRoute({
  method: 'get',
  path: '/devices',
  summary: 'The devices that belong to the caller',
  rule: 'own',
  params: z.object({}),
  query: z.object({ organisation: Slug.optional(), ...pageQuery }),
  responses: { 200: { description: 'Devices by name', schema: DeviceList } },

  handle({ caller, query }, deps) {
    const devices = visibleDevices(caller, deps).filter(
      ({ organisation }) => query.organisation === undefined || organisation === query.organisation,
    )
    const { items, next } = toPage(devices, deviceKey, query)
    return json({ items: items.map(toDevice), next })
  },
})

/** `GET /devices/:organisation/:device`. */
export const deviceRoute = defineRoute({
  method: 'get',
  path: '/devices/:organisation/:device',
  summary: 'A device and what its fields mean',
  rule: 'device',
  params: z.object({ organisation: Slug, device: Slug }),
  query: z.object({}),
  responses: { 200: { description: 'The device', schema: DeviceOut } },

  handle({ params }, { registry }) {
    const device = registry.view().devices.get(`${params.organisation}/${params.device}`)
    if (device === undefined) throw notFound()
    return json(toDevice(device))
  },
})
