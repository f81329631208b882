import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Real measurements lie beside the repository where they are present at all. */
export function realData(name: string): { readonly path: string; readonly present: boolean } {
  const path = fileURLToPath(new URL(`../../../../../../shared/data/${name}`, import.meta.url))
  return { path, present: existsSync(path) }
}

/** The cells of a CSV without its header; none of these files quotes a comma. */
export function cellsOf(path: string): readonly (readonly string[])[] {
  const [, ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/)
  return lines.map((line) => line.split(',').map((cell) => cell.replaceAll('"', '')))
}
