/** The same keys as `Original`, any text: what a translation of a page's texts has to be. */
export type Translation<Original> = {
  readonly [Key in keyof Original]: Original[Key] extends string
    ? string
    : Translation<Original[Key]>
}
