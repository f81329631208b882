/** Danish texts of `pages/point`. */
export const point = {
  title: 'Målepunkt',
}
