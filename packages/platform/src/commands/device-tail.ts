import { DeviceMessage } from '@bypuls/model'
import type { Command } from 'commander'
import { withRunning } from '../operator.js'
import { WorkFailed } from '../work-failed.js'
import { deviceName } from './arguments.js'

/** `bypuls device tail ORGANISATION/DEVICE`: its messages as they arrive and what became of each. */
export function deviceTail(command: Command): void {
  command
    .command('tail')
    .argument('<device>', 'ORGANISATION/DEVICE', deviceName)
    .description('its messages as they arrive and what became of each')
    .option('--json', 'one JSON line a message')
    .action(async (device: string, { json = false }: { json?: boolean }) => {
      await withRunning(async (operator) => {
        await operator.get(`/api/v1/devices/${device}`)
        if (process.stderr.isTTY) console.error(`Waiting for messages of ${device}; Ctrl-C ends`)
        const answer = await operator.open(`/api/v1/devices/${device}/messages?follow=true`, {
          headers: { accept: 'text/event-stream' },
        })
        if (answer.body === null)
          throw new WorkFailed('the platform sent no messages', 'Try again.')
        for await (const data of events(answer.body)) {
          const message = DeviceMessage.safeParse(JSON.parse(data))
          if (message.success) console.log(json ? data : told(message.data))
        }
      })
    })
}

/** The data of each server-sent event. */
async function* events(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true })
    const blocks = text.split('\n\n')
    text = blocks.pop() ?? ''
    for (const block of blocks) {
      const data = block
        .split('\n')
        .filter((line) => line.startsWith('data:'))
        .map((line) => line.slice(5).trimStart())
        .join('\n')
      if (data !== '') yield data
    }
  }
}

function told(message: DeviceMessage): string {
  const where = message.topic ?? '(no topic)'
  const head = `${message.receivedAt}  ${message.outcome.padEnd(8)}  ${where}  ${message.bytes} B`
  const decoder = message.format === null ? [] : [`  decoder   ${message.format}`]
  const stored = message.readings.map(
    (it) => `  stored    ${it.point} = ${it.value} ${it.unit}  ${it.observedAt}  ${it.quality}`,
  )
  const rejected = message.rejected.map(
    (it) => `  rejected  ${it.path ?? ''} ${it.reason}: ${it.detail}`,
  )
  const detail = message.detail === null ? [] : [`  why       ${message.detail}`]
  const payload = message.payload === null ? [] : [`  payload   ${message.payload}`]
  return [head, ...payload, ...decoder, ...stored, ...rejected, ...detail].join('\n')
}
