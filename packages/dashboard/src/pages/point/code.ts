/** The languages in which a view can be had as code. */
export const CODES = ['curl', 'python', 'r'] as const
export type Code = (typeof CODES)[number]

/**
 * A program that asks for exactly what the page shows: the same address, with real times in it. Needs
 * nothing but curl, Python 3 or R itself. `url` is absolute.
 */
export function codeFor(code: Code, url: string): string {
  switch (code) {
    case 'curl':
      return `curl -H 'Accept: text/csv' \\\n  '${url}'`
    case 'python':
      return [
        'import json',
        'import urllib.request',
        '',
        `url = "${url}"`,
        'with urllib.request.urlopen(url) as answer:',
        '    series = json.load(answer)',
        '',
        'print(series["point"], series["unit"], series["method"])',
        'for window in series["windows"]:',
        '    print(window["start"], window["value"], window["coverage"], window["quality"])',
      ].join('\n')
    case 'r':
      return [
        `address <- "${url}"`,
        'windows <- read.csv(url(address, headers = c(Accept = "text/csv")))',
        '',
        'windows$start <- as.POSIXct(',
        '  sub(":(\\\\d\\\\d)$", "\\\\1", windows$start), format = "%Y-%m-%dT%H:%M:%OS%z", tz = "UTC"',
        ')',
        'print(windows[, c("start", "value", "coverage", "quality")])',
        'plot(value ~ start, windows, type = "l")',
      ].join('\n')
  }
}
