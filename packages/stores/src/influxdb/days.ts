/** When a day began, epoch ms; neighbours in an answer nearly always share theirs. */
export function createDays(): (year: number, month: number, day: number) => number {
  let [lastYear, lastMonth, lastDay, ms] = [NaN, NaN, NaN, NaN]
  return (year, month, day) => {
    if (day !== lastDay || month !== lastMonth || year !== lastYear) {
      ;[lastYear, lastMonth, lastDay] = [year, month, day]
      ms = Date.UTC(year, month - 1, day)
    }
    return ms
  }
}
