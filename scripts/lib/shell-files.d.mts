export function shellFiles(folder: string): {
  readonly id: string
  readonly entries: readonly string[]
  readonly list: {
    readonly first: readonly string[]
    readonly late: readonly string[]
    readonly languages: readonly string[]
    readonly named: readonly string[]
  }
}
