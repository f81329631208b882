/** Remembers how to close what was opened; `close` goes backwards, each once, whatever fails. */
export function createClosing() {
  const steps: (() => Promise<void> | void)[] = []
  return {
    add(step: () => Promise<void> | void): void {
      steps.push(step)
    },
    async close(): Promise<void> {
      const failures: unknown[] = []
      for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
        try {
          await step()
        } catch (error) {
          failures.push(error)
        }
      }
      if (failures.length > 0) throw failures[0]
    },
  }
}

export type Closing = ReturnType<typeof createClosing>
