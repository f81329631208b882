import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onPath } from './system.mjs'

/** Ignored by git and kept between runs. The tests look for programs in its `bin`. */
const folder = resolve(fileURLToPath(new URL('../../.services', import.meta.url)))
const GO = { command: 'go', remedy: 'install Go 1.21 or newer from https://go.dev/dl' }

/**
 * A server that is built from its Go module. `module` is the program's path in it, `version` a released
 * one; `needs` are compilers besides Go, with where to get them; `prepare` makes what the build needs
 * and gives its environment; `require` is for modules that cannot be asked for by the program's path.
 */
export function builtFromGo(recipe) {
  const { program, module, version } = recipe
  const target = join(folder, 'bin', program)
  const stamp = `${target}.built-from`
  const text = `${module}@${version} ${(recipe.flags ?? []).join(' ')}\n`
  return {
    name: `${recipe.title} ${version.slice(1)}`,
    packages: recipe.packages ?? [],
    about: recipe.about,
    found: () => existsSync(target) && existsSync(stamp) && readFileSync(stamp, 'utf8') === text,
    /** Builds it; why it cannot be had, or null. */
    build() {
      const lacking = [GO, ...(recipe.needs ?? [])].filter(({ command }) => !onPath(command))
      if (lacking.length > 0) return lacking.map(({ remedy }) => remedy).join('; ')
      rmSync(stamp, { force: true })
      const failure = make(recipe, target)
      if (failure === null) writeFileSync(stamp, text)
      return failure
    },
  }
}

function make({ program, module, version, require, flags = [], prepare }, target) {
  const place = join(folder, 'build', program)
  mkdirSync(join(folder, 'bin'), { recursive: true })
  rmSync(place, { recursive: true, force: true })
  mkdirSync(place, { recursive: true })
  const log = join(folder, 'build', `${program}.log`)
  const out = openSync(log, 'w')
  const run = (command, args, env = {}) =>
    spawnSync(command, args, {
      cwd: place,
      stdio: ['ignore', out, out],
      env: { ...process.env, GOWORK: 'off', GOFLAGS: '', ...env },
    }).status === 0

  // Builds as of a module of our own: `go install` refuses modules that replace others.
  const wanted = require === undefined ? '' : `\nrequire ${require} ${version}\n`
  writeFileSync(join(place, 'go.mod'), `module build\n\ngo 1.26\n${wanted}`)
  const fetched = require !== undefined || run('go', ['get', `${module}@${version}`])
  const env = prepare?.({ place, run }) ?? {}
  const args = ['build', '-mod=mod', '-trimpath', '-buildvcs=false', ...flags, '-o', target, module]
  if (fetched && env !== null && run('go', args, env)) return null
  return `the build failed:\n${lastLines(log)}\nAll of it is in ${log}`
}

function lastLines(file) {
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-12).join('\n')
}
