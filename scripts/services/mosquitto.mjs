import { onPath } from './system.mjs'

/** The broker, as a process of each test that needs one. */
export const mosquitto = {
  name: 'Mosquitto',
  packages: ['mosquitto'],
  unit: 'mosquitto.service',
  found: () => onPath('mosquitto'),
}
