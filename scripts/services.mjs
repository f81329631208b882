import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** What the tests use beside Node, and where it comes from. */
export const services = [
  { name: 'Chromium', found: () => existsSync('/usr/bin/chromium'), package: 'chromium' },
  { name: 'mosquitto_pub', found: () => onPath('mosquitto_pub'), package: 'mosquitto-clients' },
  {
    name: 'paho for Python',
    found: () => pythonHas('paho.mqtt.client'),
    package: 'python3-paho-mqtt',
  },
]

function onPath(command) {
  return spawnSync('sh', ['-c', `command -v ${command}`]).status === 0
}

function pythonHas(module) {
  return spawnSync('/usr/bin/python3', ['-c', `import ${module}`]).status === 0
}

function install(packages) {
  const sudo = process.getuid?.() === 0 ? [] : ['sudo']
  for (const args of [
    ['apt-get', 'update', '-qq'],
    ['apt-get', 'install', '-y', '-qq', '--no-install-recommends', ...packages],
  ]) {
    const [command, ...rest] = [...sudo, ...args]
    const done = spawnSync(command, rest, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
    if (done.status !== 0) {
      console.error(`${args.join(' ')} failed. Install by hand: ${packages.join(', ')}`)
      process.exit(1)
    }
  }
}

if (process.argv[1]?.endsWith('services.mjs')) {
  const missing = services.filter((service) => !service.found())
  if (missing.length > 0) install(missing.map((service) => service.package))
  for (const service of services)
    console.log(`${service.found() ? 'ready  ' : 'MISSING'} ${service.name}`)
  process.exit(services.every((service) => service.found()) ? 0 : 1)
}
