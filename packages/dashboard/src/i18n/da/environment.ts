/** Danish texts of `pages/environment`. */
export const environment = {
  title: 'Miljø',
}
