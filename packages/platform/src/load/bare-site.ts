/** A public site of measurements with nothing more to say of it, for loads and benchmarks. */
export function bareSite(name: string, title: string) {
  return {
    name,
    title,
    locality: 'Loopback',
    organisation: name,
    latitude: 55.7,
    longitude: 12.6,
    timezone: 'Europe/Copenhagen',
    priceArea: null,
    heatUtility: null,
    buildingKind: null,
    heatedM2: null,
    traffic: false,
    outdoorCo2Ppm: 400,
    source: 'measured',
    public: true,
    licence: '',
    sourceText: '',
    offlineAfterMs: 3_600_000,
  } as const
}

/** A room of it. */
export function bareRoom(site: string, name: string) {
  return { site, name, title: name, kind: 'room', usage: null, occupiedHours: [] } as const
}
