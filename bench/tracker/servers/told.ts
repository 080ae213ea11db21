/** What every measured server says to the benchmark, and is told by it, over Node's IPC channel. */

/** The server listens: it can be measured. */
export function tellReady(): void {
  // A collection of garbage can only be asked for from within.
  process.on('message', () => {
    globalThis.gc?.()
    process.send?.('collected')
  })
  // Nobody measures any more.
  process.on('disconnect', () => process.exit(0))
  process.send?.('ready')
}
