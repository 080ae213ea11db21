/** Why a show, or an episode of it, can't be shown. The words for it are in error-words.ts. */
import type { FrameErrorKind, ShowErrorKind } from './error-words.ts'

export class ShowError<K extends ShowErrorKind | FrameErrorKind = ShowErrorKind | FrameErrorKind> extends Error {
  readonly kind: K

  constructor(kind: K, options?: ErrorOptions) {
    super(kind, options)
    this.name = 'ShowError'
    this.kind = kind
  }
}
