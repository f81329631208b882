import { copyRegistry } from '@bypuls/registry'
import { createClosing } from '../closing.js'
import { progressLine } from '../progress.js'
import { WorkFailed } from '../work-failed.js'
import { compareStores } from './compare.js'
import { copyHistory } from './copy-history.js'
import { openSide, type Side } from './side.js'

export type Moved = {
  readonly organisations: number
  readonly devices: number
  readonly points: number
  /** Copied by this run; a move that goes on copies the rest. */
  readonly readings: number
  readonly compared: 'equal'
  /** Devices whose passwords are kept in a way that a Mosquitto cannot check: `bypuls device rotate`. */
  readonly toRotate: readonly string[]
}

type Out = { readonly isTTY?: boolean; write(text: string): unknown }

const JOB = 'move'
/** Some stores show what they took only after a while. */
const COMPARISONS = 8
const COMPARE_AGAIN_MS = 5_000

/**
 * Copies the registry and every reading, then compares both stores point by point and year by year. What
 * is moved stays as it is. Rejects with `WorkFailed` that names the differences, if there are any.
 */
export async function move(from: string, to: string, out: Out): Promise<Moved> {
  const closing = createClosing()
  try {
    const source = await openSide('--from', from, closing)
    const target = await openSide('--to', to, closing)
    const done = await moveRegistry(source, target)
    const points = [...source.registry.view().points.keys()].sort()
    const job = { id: JOB, kind: 'import', title: JOB, total: points.length, detail: null } as const

    const tell = progressLine('of the points copied', out)
    const readings = await copyHistory({
      from: source.store,
      to: target.store,
      points,
      done,
      async onStored(stored) {
        const cursor = String(stored)
        await target.registry.saveJob({ ...job, state: 'running', done: stored, cursor })
        tell(stored, points.length)
      },
    })
    await compared(source, target, points, out)
    await target.registry.saveJob({ ...job, state: 'done', done: points.length, cursor: null })
    const { organisations, devices } = source.registry.view()
    const good = new Set([...target.registry.mqttCredentials()].map(({ username }) => username))
    const active = [...devices].filter(([, { state }]) => state === 'active')
    return {
      organisations: organisations.size,
      devices: devices.size,
      points: points.length,
      readings,
      compared: 'equal',
      toRotate: active.map(([username]) => username).filter((name) => !good.has(name)),
    }
  } finally {
    await closing.close()
  }
}

/** How many points are in the target's store already: none where the registry is copied only now. */
async function moveRegistry(source: Side, target: Side): Promise<number> {
  const earlier = target.registry.jobs().find(({ id }) => id === JOB)
  if (earlier !== undefined) return earlier.done
  await copyRegistry(source.registry, target.registry)
  const job = { id: JOB, kind: 'import', title: JOB, detail: null, cursor: null } as const
  const total = source.registry.view().points.size
  await target.registry.saveJob({ ...job, state: 'running', done: 0, total })
  return 0
}

async function compared(source: Side, target: Side, points: readonly string[], out: Out) {
  const tell = progressLine('of the points compared', out)
  for (let round = 1; ; round++) {
    const differences = await compareStores(source.store, target.store, points, (done) =>
      tell(done, points.length),
    )
    if (differences.length === 0) return
    if (round < COMPARISONS && target.store.durabilityHorizonMs > 0) {
      await new Promise((resolve) => setTimeout(resolve, COMPARE_AGAIN_MS))
      continue
    }
    const some = differences.slice(0, 10).map(({ what }) => what)
    throw new WorkFailed(
      `${differences.length} figures differ after the move:\n${some.join('\n')}`,
      'Nothing was changed in what was moved. Empty the target and move again.',
    )
  }
}
