/** Danish texts of the accessibility statement and of sources and methods. */
export const was = {
  title: 'Tilgængelighedserklæring',
}
