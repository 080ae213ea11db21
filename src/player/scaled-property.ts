/**
 * A property of the media element that is the listener's own value times a factor of ours: the volume while it fades out, the
 * speed while a pause between words is hurried through.
 *
 * The listener's value is what is shown and kept; the product is what plays. While the factor is 1 whatever the element says is
 * the listener's (a page, an extension, the system may have set it, and iPhones refuse to have their volume set at all). While it
 * is not, the element's value is ours, and only {@link ask} changes the listener's.
 */
export class ScaledProperty {
  readonly #read: () => number
  readonly #write: (value: number) => void
  #own: number
  #factor = 1

  constructor(read: () => number, write: (value: number) => void) {
    this.#read = read
    this.#write = write
    this.#own = read()
  }

  /** The listener's own value. */
  get own(): number {
    if (this.#factor === 1) this.#own = this.#read()
    return this.#own
  }

  /** The listener wants this value. */
  ask(own: number): void {
    this.#own = own
    this.#write(own * this.#factor)
  }

  /** Multiplies the listener's value by `factor` from now on; 1 gives it back. */
  scale(factor: number): void {
    const { own } = this
    this.#factor = factor
    if (own * factor !== this.#read()) this.#write(own * factor)
  }

  /** The element forgot the product by itself (loading a source does that): the factor is 1 again, nothing is written. */
  forget(): void {
    this.#factor = 1
  }
}
