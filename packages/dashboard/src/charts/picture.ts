type Picture = {
  title: string
  /** Period, method and source: written under the title. */
  subtitle: string
  /** Where and when it was taken: written at the foot. */
  origin: string
  name: string
  kind: 'png' | 'svg'
}

const STYLES = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-opacity',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
  'paint-order',
] as const

/** Saves the plots inside an element as one picture: its title above, always in the light theme. */
export async function picturesOf(element: HTMLElement, picture: Picture): Promise<void> {
  const { saveFile } = await import('../parts/files.js')
  const { svg, width, height } = inLightTheme(() => compose(element, picture))
  if (picture.kind === 'svg') return saveFile(`${picture.name}.svg`, svg, 'image/svg+xml')
  const png = await rasterise(svg, width * 2, height * 2)
  saveFile(`${picture.name}.png`, png, 'image/png')
}

/** All SVGs of an element at their places, with the colours that the page gives them written out. */
function compose(element: HTMLElement, { title, subtitle, origin }: Picture) {
  const box = element.getBoundingClientRect()
  const head = 56
  const width = Math.ceil(box.width) + 24
  const height = Math.ceil(box.height) + head + 32
  const parts = [
    ...element.querySelectorAll('svg, .plot-unit, .legend-item, .legend-box, [data-picture-text]'),
  ].map((node) => {
    const at = node.getBoundingClientRect()
    const x = at.left - box.left + 12
    const y = at.top - box.top + head
    if (node.classList.contains('legend-box')) return boxAt(node, x, y)
    if (!(node instanceof SVGSVGElement)) return textAt(node, x, y, at.height)
    if (node.parentElement?.closest('svg') || at.width === 0) return ''
    return `<g transform="translate(${x} ${y})">${inlined(node, at.width, at.height)}</g>`
  })
  const words = [
    line(title, 24, 'font-size="16" font-weight="600" fill="#12212b"'),
    line(subtitle, 42, 'font-size="12" fill="#566670"'),
    line(origin, height - 12, 'font-size="12" fill="#566670"'),
  ]
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`
  const ground = '<rect width="100%" height="100%" fill="#fff"/>'
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" ${size}>${ground}${words.join('')}${parts.join('')}</svg>`
  return { svg, width, height }
}

function line(text: string, y: number, style: string): string {
  return `<text x="12" y="${y}" font-family="sans-serif" ${style}>${escaped(text)}</text>`
}

function inlined(node: SVGSVGElement, width: number, height: number): string {
  const copy = node.cloneNode(true)
  if (!(copy instanceof SVGSVGElement)) return ''
  const originals = [node, ...node.querySelectorAll('*')]
  const copies = [copy, ...copy.querySelectorAll('*')]
  originals.forEach((original, i) => {
    const style = getComputedStyle(original)
    for (const name of STYLES) copies[i]?.setAttribute(name, style.getPropertyValue(name))
    copies[i]?.removeAttribute('class')
    copies[i]?.removeAttribute('style')
  })
  copy.setAttribute('width', String(width))
  copy.setAttribute('height', String(height))
  return new XMLSerializer().serializeToString(copy)
}

function textAt(node: Element, x: number, y: number, height: number): string {
  const style = getComputedStyle(node)
  const mark = node.classList.contains('legend-item') ? node.firstElementChild : null
  const inset = mark ? mark.getBoundingClientRect().width + 6 : 0
  return `<text x="${x + inset}" y="${y + height * 0.75}" font-family="sans-serif" font-size="${style.fontSize}" fill="${style.color}">${escaped(node.textContent ?? '')}</text>`
}

function boxAt(node: Element, x: number, y: number): string {
  const { backgroundColor, borderTopColor, borderTopWidth, borderTopStyle } = getComputedStyle(node)
  const stroke = borderTopWidth === '0px' ? 'none' : borderTopColor
  const dash = borderTopStyle === 'dashed' ? '2 2' : 'none'
  return `<rect x="${x + 0.5}" y="${y + 0.5}" width="9" height="9" rx="2" fill="${backgroundColor}" stroke="${stroke}" stroke-dasharray="${dash}"/>`
}

/** Reads the page in the light theme without a frame being painted in between. */
function inLightTheme<Result>(read: () => Result): Result {
  const root = document.documentElement
  const before = root.dataset.theme
  root.dataset.theme = 'light'
  try {
    return read()
  } finally {
    if (before === undefined) delete root.dataset.theme
    else root.dataset.theme = before
  }
}

async function rasterise(svg: string, width: number, height: number): Promise<Blob> {
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  canvas.getContext('2d')?.drawImage(image, 0, 0, width, height)
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/png')
  })
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
