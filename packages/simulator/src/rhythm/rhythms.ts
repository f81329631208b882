import { rhythm } from './rhythm.js'

/** Pupils in a classroom, with the breaks, 08 to 15. */
export const LESSONS = rhythm({
  calendar: 'school',
  night: 0,
  work: [
    [7.9, 8.05, 9.5, 9.6],
    [9.9, 10, 11.4, 11.5],
    [9.6, 9.62, 9.88, 9.9, 0.25],
    [12.1, 12.2, 13.7, 13.8],
    [13.9, 14, 14.8, 15.05, 0.85],
    [11.5, 11.52, 12.08, 12.1, 0.5],
  ],
})

/** A school building in use: cleaning before, clubs after. */
export const SCHOOL = rhythm({
  calendar: 'school',
  night: 0,
  work: [
    [5.5, 8, 14, 16.5],
    [15, 16, 20, 22, 0.28],
  ],
  weekend: [[10, 12, 15, 18, 0.08]],
})

/** People in an office. */
export const OFFICE = rhythm({
  calendar: 'office',
  night: 0,
  work: [
    [7, 8.7, 11.4, 11.8],
    [11.8, 11.9, 12.3, 12.4, 0.6],
    [12.3, 12.7, 14.8, 17.5],
    [6, 6.5, 17, 19, 0.15],
  ],
  weekend: [[10, 12, 14, 17, 0.05]],
})

/** A meeting room: hour by hour. */
export const MEETINGS = rhythm({
  calendar: 'office',
  night: 0,
  work: [
    [8.9, 9, 10.4, 10.5],
    [10.5, 10.6, 11.8, 11.9, 0.7],
    [12.9, 13, 14.9, 15],
    [15, 15.1, 15.9, 16, 0.5],
  ],
})

/** A harbour: two shifts, less at weekends. */
export const HARBOUR = rhythm({
  calendar: 'office',
  night: 0.1,
  work: [
    [5, 7, 15, 18],
    [15, 16, 20, 23, 0.45],
  ],
  weekend: [[7, 9, 13, 16, 0.35]],
})

/** A construction site: early, and a half Saturday. */
export const WORKS = rhythm({
  calendar: 'office',
  night: 0.04,
  work: [
    [5.5, 7, 11.8, 12],
    [12, 12.01, 12.4, 12.45, 0.35],
    [12.4, 12.5, 15.5, 18],
    [17, 17.5, 21, 22, 0.2],
  ],
  weekend: [[7, 8, 12, 14, 0.22]],
})

/** Cars on a street. */
export const TRAFFIC = rhythm({
  calendar: 'office',
  night: 0.05,
  work: [
    [5, 7.3, 8.3, 9.6],
    [5.5, 8, 17, 21.5, 0.62],
    [13.8, 15.3, 16.6, 18.5, 0.95],
    [17, 18, 21, 24, 0.25],
  ],
  weekend: [
    [7, 11, 15, 21, 0.55],
    [18, 19, 22, 24, 0.25],
  ],
})

/** Bicycles: sharper peaks than cars. */
export const BICYCLES = rhythm({
  calendar: 'school',
  night: 0.01,
  work: [
    [6, 7.5, 8.1, 9],
    [6.5, 8.5, 15, 20, 0.3],
    [13.8, 15, 16.4, 18, 0.8],
  ],
  weekend: [[8, 12, 15, 19, 0.32]],
  holiday: [[7, 11, 16, 20, 0.42]],
})

/** People on foot. */
export const WALKERS = rhythm({
  calendar: 'office',
  night: 0.01,
  work: [
    [6, 8, 8.6, 10, 0.7],
    [8, 11.5, 13, 15],
    [14, 15.5, 17, 20, 0.8],
  ],
  weekend: [[9, 13, 15, 19, 0.7]],
})

/** A car park at a work place. */
export const PARKING = rhythm({
  calendar: 'office',
  night: 0.12,
  work: [[6.3, 8.6, 14.5, 18]],
  weekend: [[9, 12, 14, 17, 0.25]],
})

/** Heating of a building that rests at night: a setback, and a boost before people come. */
export const HEATING = rhythm({
  calendar: 'office',
  night: 0.78,
  work: [
    [3.5, 4, 7, 8.5, 1.42],
    [4, 6, 16, 19, 1.08],
  ],
  weekend: [[5, 8, 17, 20, 0.85]],
})

/** The same by the school's calendar. */
export const SCHOOL_HEATING = rhythm({
  calendar: 'school',
  night: 0.74,
  work: [
    [3.5, 4, 7, 8.5, 1.5],
    [4, 6, 15, 18, 1.06],
  ],
  weekend: [[5, 8, 17, 20, 0.8]],
})
