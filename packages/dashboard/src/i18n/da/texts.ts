import { city } from './city.js'
import { common } from './common.js'
import { energy } from './energy.js'
import { environment } from './environment.js'
import { indoor } from './indoor.js'
import { point } from './point.js'
import { sensors } from './sensors.js'
import { site } from './site.js'
import { was } from './was.js'

/** One file per page: the name here is the namespace in `useText`. */
export const texts = { common, city, site, energy, environment, indoor, sensors, point, was }
