import type { CityOptions } from '../city/options.js'

/** What the history's thread begins with. */
export type WorkerStart = { readonly options: CityOptions; readonly after: string | undefined }
