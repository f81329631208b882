/** Danish texts of `pages/indoor`. */
export const indoor = {
  title: 'Indeklima',
}
