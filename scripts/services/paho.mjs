import { spawnSync } from 'node:child_process'

/** A client library that we did not write. */
export const paho = {
  name: 'paho for Python',
  packages: ['python3-paho-mqtt'],
  found: () => spawnSync('/usr/bin/python3', ['-c', 'import paho.mqtt.client']).status === 0,
}
