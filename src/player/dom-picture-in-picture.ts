/**
 * Picture in picture, by whichever way this browser has: the standard one (https://www.w3.org/TR/picture-in-picture/), or
 * Safari's presentation modes. Firefox has a button of its own over each video and lets no page ask, so there it is not offered.
 */
import { Subject } from '../shared/emitter.ts'

/** The part of a video element that this needs. */
export type PictureInPictureVideo = EventTarget & {
  requestPictureInPicture?(): Promise<unknown>
  readonly disablePictureInPicture?: boolean
  /** Safari's. */
  readonly webkitPresentationMode?: string
  webkitSupportsPresentationMode?(mode: string): boolean
  webkitSetPresentationMode?(mode: string): void
}

/** The part of a document that this needs. */
export interface PictureInPictureDocument {
  readonly pictureInPictureEnabled?: boolean
  readonly pictureInPictureElement?: unknown
  exitPictureInPicture?(): Promise<void>
}

const EVENTS = ['enterpictureinpicture', 'leavepictureinpicture', 'webkitpresentationmodechanged'] as const

/** Whether one video is in a window of its own; its snapshot is what the browser last said. */
export class DomPictureInPicture extends Subject<boolean> {
  readonly #video: PictureInPictureVideo
  readonly #document: PictureInPictureDocument
  readonly #tell = () => this.set(this.#inWindow)

  /** @returns `undefined` where this browser has no way, or this page may not. */
  static of(video: PictureInPictureVideo, page: PictureInPictureDocument): DomPictureInPicture | undefined {
    const standard = typeof video.requestPictureInPicture === 'function' && page.pictureInPictureEnabled === true
    const safari = video.webkitSupportsPresentationMode?.('picture-in-picture') === true
    if (video.disablePictureInPicture === true || !(standard || safari)) return undefined
    return new DomPictureInPicture(video, page)
  }

  private constructor(video: PictureInPictureVideo, page: PictureInPictureDocument) {
    super(false)
    this.#video = video
    this.#document = page
    for (const type of EVENTS) video.addEventListener(type, this.#tell)
  }

  /** Into the window or back. Call it inside the click; it never rejects, a refusal changes nothing. */
  async toggle(): Promise<void> {
    const video = this.#video
    const page = this.#document
    const back = this.#inWindow
    try {
      if (typeof video.requestPictureInPicture === 'function' && page.pictureInPictureEnabled === true) {
        await (back ? page.exitPictureInPicture?.() : video.requestPictureInPicture())
      } else video.webkitSetPresentationMode?.(back ? 'inline' : 'picture-in-picture')
    } catch (error) {
      console.warn('Grapevine: this browser refused picture in picture.', error)
    }
  }

  dispose(): void {
    for (const type of EVENTS) this.#video.removeEventListener(type, this.#tell)
  }

  get #inWindow(): boolean {
    const { webkitPresentationMode } = this.#video
    return this.#document.pictureInPictureElement === this.#video || webkitPresentationMode === 'picture-in-picture'
  }
}
