import { type ReactNode, useState } from 'react'
import { useText } from '../i18n/language.js'

type CopyButtonProps = {
  /** What is copied, or how to make it at the moment of the click. */
  text: string | (() => string)
  label?: string
  className?: string
  children: ReactNode
}

/** Copies a text and says so for two seconds. */
export function CopyButton({ text, label, className = 'tool', children }: CopyButtonProps) {
  const t = useText('common')
  const [said, setSaid] = useState<string | null>(null)

  const copy = async () => {
    const done = await copyText(typeof text === 'string' ? text : text())
    setSaid(done ? t('tools.copied') : t('tools.copyFailed'))
    setTimeout(() => setSaid(null), 2_000)
  }

  return (
    <>
      <button type="button" className={className} aria-label={label} onClick={() => void copy()}>
        {said ?? children}
      </button>
      <span className="hidden" aria-live="polite">
        {said}
      </span>
    </>
  )
}

/** Puts a text on the clipboard; false where the browser refuses. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return copyBySelection(text)
  }
}

/** Without a secure context there is no clipboard API; a selection can still be copied. */
function copyBySelection(text: string): boolean {
  const field = document.createElement('textarea')
  field.value = text
  document.body.append(field)
  field.select()
  const done = document.execCommand('copy')
  field.remove()
  return done
}
