import { type ReactNode, useEffect, useId, useRef, useState } from 'react'

type PopoverProps = {
  /** The button's content. */
  button: ReactNode
  buttonClass: string
  buttonLabel?: string
  /** Which edge of the button the box keeps to. */
  align?: 'left' | 'right'
  /** Called with a function that closes the box (and gives focus back). */
  children: (close: () => void) => ReactNode
}

/** A button that opens a box with controls. Esc and a click outside close it; Tab walks on. */
export function Popover(props: PopoverProps) {
  const { button, buttonClass, buttonLabel, align = 'right', children } = props
  const [open, setOpen] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const trigger = useRef<HTMLButtonElement>(null)
  const id = useId()

  const close = () => {
    setOpen(false)
    trigger.current?.focus()
  }

  useEffect(() => {
    if (!open) return
    const outside = (event: Event) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false)
    }
    document.addEventListener('pointerdown', outside)
    document.addEventListener('focusin', outside)
    return () => {
      document.removeEventListener('pointerdown', outside)
      document.removeEventListener('focusin', outside)
    }
  }, [open])

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only listens to Esc from the controls inside
    <div
      className="popover"
      ref={root}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && open) {
          event.stopPropagation()
          close()
        }
      }}
    >
      <button
        type="button"
        ref={trigger}
        className={buttonClass}
        aria-label={buttonLabel}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        {button}
      </button>
      {open && (
        <div className={`popover-box popover-${align}`} id={id}>
          {children(close)}
        </div>
      )}
    </div>
  )
}
