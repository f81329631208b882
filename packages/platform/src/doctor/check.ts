/** One line of `bypuls doctor`. A failure names the remedy. */
export type Check =
  | { readonly name: string; readonly ok: true; readonly detail: string }
  | { readonly name: string; readonly ok: false; readonly detail: string; readonly remedy: string }

export function good(name: string, detail: string): Check {
  return { name, ok: true, detail }
}

export function bad(name: string, detail: string, remedy: string): Check {
  return { name, ok: false, detail, remedy }
}
