import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { builtFromGo } from './built.mjs'

const VERSION = 'v2.7.12'

/** InfluxDB. Its language is written in Rust, which the build makes a library of. */
export const influxd = builtFromGo({
  title: 'InfluxDB',
  program: 'influxd',
  module: 'github.com/influxdata/influxdb/v2/cmd/influxd',
  version: VERSION,
  flags: [`-ldflags=-s -w -X main.version=${VERSION}`],
  packages: ['clang', 'gcc', 'libc6-dev', 'libprotobuf-dev', 'protobuf-compiler', 'pkg-config'],
  needs: [{ command: 'cargo', remedy: 'install Rust from https://rustup.rs' }],
  about: 4,
  prepare({ place, run }) {
    const pkgConfig = 'github.com/influxdata/pkg-config@v0.2.7'
    if (!run('go', ['install', pkgConfig], { GOBIN: place })) return null
    const wrapper = join(place, 'rustc-lints')
    // The library was written for an older compiler, and forbids what newer ones warn of.
    writeFileSync(wrapper, '#!/bin/sh\nexec "$@" --cap-lints warn\n')
    chmodSync(wrapper, 0o755)
    return {
      PKG_CONFIG: join(place, 'pkg-config'),
      RUSTUP_TOOLCHAIN: 'stable',
      RUSTC_WRAPPER: wrapper,
    }
  },
})
