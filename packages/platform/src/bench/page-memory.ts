import type { Page } from 'playwright-core'

export type PageMemory = {
  readonly heapBytes: number
  readonly nodes: number
  readonly listeners: number
  /** Live frames that the page got since it was watched: it was alive. */
  readonly framesReceived: number
}

/** What a page holds after everything that can be freed has been. */
export async function watchMemory(page: Page): Promise<{ now(): Promise<PageMemory> }> {
  const browser = await page.context().newCDPSession(page)
  await browser.send('Performance.enable')
  await browser.send('HeapProfiler.enable')
  await browser.send('Network.enable')
  let framesReceived = 0
  browser.on('Network.webSocketFrameReceived', ({ response }) => {
    if (response.payloadData.includes('"frame"')) framesReceived += 1
  })

  return {
    async now() {
      // Twice: finalisers of the first round let go of more.
      for (let round = 0; round < 2; round++) await browser.send('HeapProfiler.collectGarbage')
      const { metrics } = await browser.send('Performance.getMetrics')
      const metric = (name: string) => metrics.find((it) => it.name === name)?.value ?? Number.NaN
      return {
        heapBytes: metric('JSHeapUsedSize'),
        nodes: metric('Nodes'),
        listeners: metric('JSEventListeners'),
        framesReceived,
      }
    },
  }
}
