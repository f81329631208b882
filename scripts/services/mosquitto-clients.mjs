import { onPath } from './system.mjs'

/** `mosquitto_pub` and `mosquitto_sub`: devices that we did not write. */
export const mosquittoClients = {
  name: 'mosquitto_pub and _sub',
  packages: ['mosquitto-clients'],
  found: () => onPath('mosquitto_pub') && onPath('mosquitto_sub'),
}
