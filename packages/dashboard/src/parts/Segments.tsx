type SegmentsProps<Value extends string> = {
  label: string
  options: readonly { readonly value: Value; readonly label: string }[]
  /** Null: none of them is chosen. */
  chosen: Value | null
  onChoose: (value: Value) => void
}

/** A row of buttons of which one is chosen. */
export function Segments<Value extends string>(props: SegmentsProps<Value>) {
  const { label, options, chosen, onChoose } = props
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out inline in every browser
    <div className="segments" role="group" aria-label={label}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === chosen}
          onClick={() => onChoose(option.value)}
        >
          {option.label}
        </button>
      ))}
    </div>
  )
}
