/** Danish texts of `pages/sensors`. */
export const sensors = {
  title: 'Sensorer',
}
