/** Things that are made of others, made again only when one of those is another. Pure. */

interface Made {
  readonly inputs: readonly unknown[]
  readonly value: unknown
}

export class Memo {
  readonly #made = new Map<string, Made>()

  /** @param name always of the same type of thing */
  of<T>(name: string, inputs: readonly unknown[], make: () => T): T {
    const known = this.#made.get(name)
    const isSame =
      known?.inputs.length === inputs.length && inputs.every((input, i) => Object.is(input, known.inputs[i]))
    if (known !== undefined && isSame) return known.value as T
    const value = make()
    this.#made.set(name, { inputs, value })
    return value
  }
}
