import { useMemo } from 'react'

/** The same list object for as long as it holds the same names, so that charts are not drawn again. */
export function useStableList(names: readonly string[]): string[] {
  const key = names.join()
  return useMemo(() => (key === '' ? [] : key.split(',')), [key])
}
