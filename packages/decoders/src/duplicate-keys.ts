type Container = { readonly path: string; readonly names: Set<string> | null; at: number }

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g

/**
 * The paths of names that stand twice in one object of a valid JSON text, e.g. `temperature` or
 * `readings[1].value`. Only needed when names got lost in parsing.
 */
export function duplicateKeys(text: string): ReadonlySet<string> {
  const duplicates = new Set<string>()
  const open: Container[] = []
  let name: string | null = null
  let last = ''

  for (const [token] of text.matchAll(TOKEN)) {
    const container = open.at(-1)
    if (token === '{' || token === '[') {
      const path = pathOf(container, name)
      open.push({ path, names: token === '{' ? new Set() : null, at: 0 })
      name = null
    } else if (token === '}' || token === ']') {
      open.pop()
    } else if (token === ',') {
      if (container !== undefined) container.at += 1
      name = null
    } else if (token === ':' && container?.names != null) {
      name = String(JSON.parse(last))
      if (container.names.has(name)) duplicates.add(pathOf(container, name))
      container.names.add(name)
    }
    last = token
  }
  return duplicates
}

function pathOf(container: Container | undefined, name: string | null): string {
  if (container === undefined) return ''
  if (container.names === null) return `${container.path}[${container.at}]`
  return container.path === '' ? String(name) : `${container.path}.${name}`
}
