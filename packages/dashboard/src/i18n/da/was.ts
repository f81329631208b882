/** Danish texts of the accessibility statement and of sources and methods. */
export const was = {
  title: 'Tilgængelighedserklæring',
  intro:
    'Denne erklæring gælder siderne i Bypuls på denne adresse. De er lavet, så de kan bruges af alle, og følger WCAG 2.1 på niveau AA og standarden EN 301 549.',
  status: 'Overholdelse',
  statusText:
    'Siderne er prøvet automatisk med axe-core og med tastatur i en rigtig browser, i lyst og mørkt tema, på dansk og engelsk og ved 320\u00a0px bredde. Prøverne fandt ingen brud på WCAG 2.1 A og AA. De er ikke prøvet af mennesker med hjælpemidler.',
  how: 'Sådan er det gjort',
  howItems: {
    colour: 'Farve står aldrig alene: tilstand, luftkvalitet og indeklima har også form og ord.',
    charts:
      'Hvert diagram har et navn, en tabel med de samme tal og kan læses med piletasterne, ét vindue ad gangen.',
    live: 'Tal, der flytter sig, kan sættes på pause. En skærmlæser får kun besked om ændret forbindelse, højst hvert halve minut.',
    zoom: 'Siderne kan forstørres til 200\u00a0% og bruges ved 320\u00a0px. Brede tabeller ruller i deres egen ramme.',
    motion: 'Intet bevæger sig af sig selv, og diagrammer animeres ikke.',
  },
  known: 'Kendte mangler',
  knownItems: {
    map: 'Kortet kan ikke betjenes fuldt uden syn. Listen over steder viser det samme.',
    api: 'Dokumentationen af API’et er skrevet på engelsk.',
  },
  contact: 'Fejl og hjælp',
  contactText:
    'Møder du en hindring, så skriv til den organisation, der driver denne installation. Svarer den ikke, kan du klage til Digitaliseringsstyrelsen.',
  sources: {
    title: 'Kilder og metoder',
    intro: 'Hvor tallene kommer fra, og hvordan de er regnet ud.',
    sites: 'Steder og deres kilder',
    site: 'Sted',
    source: 'Kilde',
    kind: 'Data',
    licence: 'Licens',
    what: 'Kilderne',
    factors: 'CO₂e-faktorer i brug i dag',
    carrier: 'Energi',
    year: 'År',
    factor: 'kg CO₂e/kWh',
    scope: 'Gælder',
    methodColumn: 'Metode',
    methods: 'Sådan regnes tallene',
    items: {
      coverage:
        'Dækning er de målinger, der kom, delt med dem, der var ventet. Under 75\u00a0% vises ingen middelværdi eller sum.',
      suspect:
        'En måling uden for det plausible, eller som en regel har mærket, gemmes og vises som mistænkelig, men indgår ikke i middelværdier.',
      days: 'Dage, uger og måneder følger stedets lokale kalender. Et døgn har 23 eller 25 timer, når uret stilles.',
      counters:
        'Forbrug er forskellen mellem målerens stand ved slut og start. Mangler der målinger imellem, er summen rigtig, men fordelingen i tid er estimeret.',
      air: 'Luftkvalitet følger Det Europæiske Luftkvalitetsindeks med grænserne fra 2024 (ETC HE 2024/17). Mangler et krævet stof, er det et delindeks.',
      indoor:
        'Indeklima deles i kategorierne i EN 16798-1 for brugstiden. CO₂-grænsen på 1.000\u00a0ppm er fra bygningsreglementet, BR18 § 447.',
      noise:
        'Støj er energimidler. En måling over kort tid kan ikke holdes mod grænser for et helt år.',
      delta: 'Afkøling er frem- minus returtemperatur, vægtet med den mængde vand, der løb.',
    },
    map: 'Kortets omrids er fra Natural Earth (fri af ophavsret).',
  },
}
