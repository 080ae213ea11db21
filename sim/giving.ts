/**
 * What the sharing governor allows: whether a listener gives at all.
 */
export interface Giving {
  mayGive(i: number): boolean
  gave(i: number, bytes: number): void
}

/** The daily allowance alone: nothing more is given once it is spent. */
export class AllowanceGiving implements Giving {
  readonly #leftBytes: Float64Array

  constructor(count: number, allowanceBytes: number) {
    this.#leftBytes = new Float64Array(count).fill(allowanceBytes)
  }

  mayGive(i: number): boolean {
    return (this.#leftBytes[i] as number) > 0
  }

  gave(i: number, bytes: number): void {
    this.#leftBytes[i] = (this.#leftBytes[i] as number) - bytes
  }
}
