import { builtFromGo } from './built.mjs'

/** VictoriaMetrics, the single server. Its cluster is not published as a module. */
export const victoriaMetrics = builtFromGo({
  title: 'VictoriaMetrics',
  program: 'victoria-metrics',
  module: 'github.com/VictoriaMetrics/VictoriaMetrics/app/victoria-metrics',
  version: 'v1.122.0',
  flags: ['-ldflags=-s -w'],
  packages: ['gcc', 'libc6-dev'],
  about: 1,
})
