/** What the governor's word does to the wires: the one port through which giving is allowed, paced and stopped. */

export interface UploadLimits {
  /** False: choke everybody; what was asked for is not sent. Receiving is not touched. */
  readonly allowed: boolean
  /** Cap over all swarms of this tab. Means nothing while `allowed` is false. */
  readonly bytesPerSecond: number
}

export interface UploadControl {
  /** Holds from the next block on. */
  setUpload(limits: UploadLimits): void
}
