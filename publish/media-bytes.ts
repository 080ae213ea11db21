/** A media file of which only some parts are read: what is said of its chapters, not its sound. */
export interface MediaBytes {
  readonly lengthBytes: number
  /**
   * @param from below `lengthBytes` @returns the bytes there, fewer than `length` where the file ends
   * @throws Error in words where they can't be had
   */
  read(from: number, length: number): Promise<Uint8Array>
  close(): Promise<void>
}
