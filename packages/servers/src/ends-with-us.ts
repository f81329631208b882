import { type ChildProcess, spawn } from 'node:child_process'

/** Reads until the other end closes; a line means that there is nothing to do. `$0` is the child. */
const WATCH = 'read -r _ || kill -9 "$0"'

/**
 * Sees that a child process does not outlive this one, however this one ends: a shell beside it waits
 * for the end of a pipe, which the system closes with us. The child itself stays what it is.
 */
export function endsWithUs(child: ChildProcess): void {
  const { pid } = child
  if (pid === undefined) return
  // Detached: what ends our whole group must not end the one that clears up after it.
  const watcher = spawn('sh', ['-c', WATCH, String(pid)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  watcher.unref()
  // Where there is no shell the child stays as it would have.
  for (const source of [watcher, watcher.stdin]) source.on('error', () => undefined)
  child.once('exit', () => watcher.stdin.end('\n'))
}
