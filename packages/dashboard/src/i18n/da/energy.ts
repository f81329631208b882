/** Danish texts of `pages/energy`. */
export const energy = {
  title: 'Energi',
}
