/** Hands a text or picture to the reader as a file. */
export function saveFile(name: string, content: string | Blob, type: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }))
  saveUrl(name, url)
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

/** Lets the browser fetch an address as a file. */
export function saveUrl(name: string, url: string): void {
  const link = document.createElement('a')
  link.href = url
  link.download = name
  document.body.append(link)
  link.click()
  link.remove()
}

/** An API path as a command that anybody can run: `curl 'https://…'`. */
export function curlCommand(path: string): string {
  return `curl '${new URL(path, window.location.href).href}'`
}
