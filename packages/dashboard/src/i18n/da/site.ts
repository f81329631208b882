/** Danish texts of the frame around a site's tabs. */
export const site = {
  what: 'Stedet',
  breadcrumb: 'Brødkrumme',
  priceArea: 'prisområde {{area}}',
  heated: '{{m2}} m² opvarmet',
  points_one: '{{count}} målepunkt',
  points_other: '{{count}} målepunkter',
  zone: 'tider i {{zone}}',
  traffic: 'trafiksted',
  tabs: {
    label: 'Emner',
    energy: 'Energi',
    environment: 'Miljø',
    indoor: 'Indeklima',
    sensors: 'Sensorer',
  },
  source: 'Kilde: {{source}} · {{licence}}',
  before: {
    title: 'Ingen målinger før {{date}}',
    text: 'Stedets data begynder den dag.',
    show: 'Vis de første syv dage',
  },
}
