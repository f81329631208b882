import { spawnSync } from 'node:child_process'
import { onPath } from './system.mjs'

/** Reads docker-compose.yml as whoever starts it will; no engine is needed for that. */
export const compose = {
  name: 'docker compose',
  packages: ['docker-compose'],
  found: () => onPath('docker-compose') || spawnSync('docker', ['compose', 'version']).status === 0,
}
