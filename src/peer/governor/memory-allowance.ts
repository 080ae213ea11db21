/** The day's account where the browser keeps nothing: this tab's own, gone with it. Never fails. */
import { type AllowanceLedger, type AllowanceRow, type Booked, type Booking, bookOn, emptyRow } from './allowance.ts'

export class MemoryAllowance implements AllowanceLedger {
  #row: AllowanceRow | undefined

  async book(booking: Booking): Promise<Booked> {
    const row = this.#row?.day === booking.day ? this.#row : emptyRow(booking.day)
    const answer = bookOn(row, booking)
    this.#row = answer.row
    return answer
  }

  leave(booking: Booking): void {
    void this.book({ ...booking, wantedBytes: 0 })
  }

  watch(): () => void {
    return () => {}
  }

  close(): void {}
}
