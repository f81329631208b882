import { builtFromGo } from './built.mjs'

const PLUGINS = [
  'inputs.mqtt_consumer',
  'outputs.influxdb_v2',
  'parsers.json',
  'parsers.json_v2',
  'serializers.influx',
]

/** Telegraf with the plugins that the comparison uses. */
export const telegraf = builtFromGo({
  title: 'Telegraf',
  program: 'telegraf',
  module: 'github.com/influxdata/telegraf/cmd/telegraf',
  // Asked for by the program's path, the module's own tools would come along.
  require: 'github.com/influxdata/telegraf',
  version: 'v1.37.2',
  flags: ['-ldflags=-s -w', `-tags=custom,${PLUGINS.join(',')}`],
  about: 1,
})
