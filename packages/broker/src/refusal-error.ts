/** Ends a connection that was turned away; the refusal itself has been told already. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError'
  /** CONNACK's code (MQTT 3.1.1, section 3.2.2.3). */
  readonly returnCode: number

  constructor(reason: string, returnCode = 5) {
    super(reason)
    this.returnCode = returnCode
  }
}
