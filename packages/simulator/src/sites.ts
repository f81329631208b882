import type { SitePlan } from './plan.js'
import { bloxhubKoebenhavn } from './sites/bloxhub-koebenhavn.js'
import { dollAlbertslund } from './sites/doll-albertslund.js'
import { femernRoedbyhavn } from './sites/femern-roedbyhavn.js'
import { havnehusAalborg } from './sites/havnehus-aalborg.js'
import { raadhusNaestved } from './sites/raadhus-naestved.js'
import { skoleOdense } from './sites/skole-odense.js'

/** Every demonstration site that ships: one file in `sites/`, one line here. */
export const sitePlans: readonly SitePlan[] = [
  dollAlbertslund,
  skoleOdense,
  havnehusAalborg,
  raadhusNaestved,
  femernRoedbyhavn,
  bloxhubKoebenhavn,
]
