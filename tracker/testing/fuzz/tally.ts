/** Counts what was sent, by kind, and what came of it, by outcome. */
export class Tally {
  readonly #counts = new Map<string, Map<string, number>>()

  add(kind: string, outcome: string): void {
    const outcomes = this.#counts.get(kind) ?? new Map<string, number>()
    this.#counts.set(kind, outcomes)
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
  }

  get total(): number {
    return sum([...this.byKind().values()])
  }

  byKind(): ReadonlyMap<string, number> {
    return new Map([...this.#counts].map(([kind, outcomes]) => [kind, sum([...outcomes.values()])]))
  }

  byOutcome(): ReadonlyMap<string, number> {
    const all = new Map<string, number>()
    for (const outcomes of this.#counts.values()) {
      for (const [outcome, count] of outcomes) all.set(outcome, (all.get(outcome) ?? 0) + count)
    }
    return all
  }
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0)
