/** One state of one element, as the gallery shows it and the end-to-end tests look at it. */
import type { TemplateResult } from 'lit'

export interface GalleryEntry {
  /** The element's tag; entries of one tag stand together. */
  readonly element: string
  /** What is shown, in a few words; unique for the element. Its address is `#ELEMENT/STATE` with dashes for spaces. */
  readonly state: string
  /** Called once. */
  render(): TemplateResult
  /** Pixels it is given; default: as wide as the page, 44 rem at most. */
  readonly width?: number
  /** On the dark sleeve instead of paper. */
  readonly onSleeve?: boolean
}
