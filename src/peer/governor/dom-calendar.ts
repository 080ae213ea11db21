/** The listener's calendar, in the time zone of this device. */
import type { DayKey } from './allowance.ts'
import type { Calendar } from './sharing-governor.ts'

export const domCalendar: Calendar = {
  today: () => dayKey(new Date()),
  msToMidnight() {
    const now = new Date()
    // By date, not by 24 hours: some days have 23 or 25.
    return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1).getTime() - now.getTime()
  },
}

function dayKey(date: Date): DayKey {
  const two = (number: number): string => String(number).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}` as DayKey
}
