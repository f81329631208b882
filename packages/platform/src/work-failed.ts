/** Something outside stopped the work: says what and what to do. Printed without a stack; exit code 1. */
export class WorkFailed extends Error {
  readonly remedy: string

  constructor(message: string, remedy: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'WorkFailed'
    this.remedy = remedy
  }
}

/** The command or a setting was used wrongly: every fault, one line each; exit code 2. */
export class WrongUse extends Error {
  readonly faults: readonly string[]

  constructor(faults: readonly string[]) {
    super(faults.join('\n'))
    this.name = 'WrongUse'
    this.faults = faults
  }
}
