/** A VictoriaMetrics cluster that runs elsewhere: its programs cannot be built from a module. */
export type NamedCluster = {
  /** As `BYPULS_STORE_URL` has it; tests take tenants of their own, not the one it names. */
  readonly url: string
  /** Its storage servers (`http://127.0.0.1:8482`), asked to show at once what was written. */
  readonly storages: readonly string[]
}

/** The cluster that `BYPULS_TEST_VM_CLUSTER_URL` and `BYPULS_TEST_VM_CLUSTER_STORAGES` name; null without. */
export function namedCluster(): NamedCluster | null {
  const url = process.env.BYPULS_TEST_VM_CLUSTER_URL ?? ''
  const storages = process.env.BYPULS_TEST_VM_CLUSTER_STORAGES ?? ''
  return url === '' ? null : { url, storages: storages.split(',').filter((of) => of !== '') }
}
