/** Waveforms, and the player's controls in the colours of several covers. */
import { css, html, LitElement } from 'lit'
import { accentStyle } from '../../elements/accent-style.ts'
import { styled } from '../../elements/styled.ts'
import { initialPlayerState } from '../../player-state.ts'
import type { GalleryEntry } from './gallery-entry.ts'
import '../../elements/gv-seek-bar.ts'
import '../../elements/gv-transport.ts'
import '../../elements/gv-waveform.ts'

/** Every fourth peak of the demo show's episodes, a digit of base 36 each. */
const LONG_TALK =
  'jmvssttutrurvstipuvqvtsqrrssvpsusuqvtrtuqtsuuqntsqttqrttosrtttttrstouqpurrqstvrursueqottrsrtusnrssrsssnrtssspuuupqtrtqrqtvsuttrpprrnussttqqqvtttsrssrqossqusqtrsstsptusistqtuquqrpqsrrsrupsssrsptsrrrqhb'
const WHISPERS =
  'fifhjhplukrsmkpmlokprmpobqnrmnokqnunpngrplpmpomsqkmrpofqjqdaomnlqkotoqlnrnmpmkqsqkpopnrrisbopksiromtkppmpitlngpmtlphnomqnspismripkmohledgfmqfronrloogslnsoooqonkuroisnpipokrboopkooimpllpsnnrmols8jkig92'
const FILM =
  '6hjfcbd75aiejqi83jimafhegjemikhj83idibian55996npgemjlfn84kkdekl9ignmkh63554egllgjjhmek7gmkihhjj59gmfoejonem63ichoijfgipjki56873kkpjgom83eiljjm7hli5bidljg46856jdfhl56ph9n9kjeginkd6mdkleb47cegeba9886421'
const peaksOf = (digits: string) => [...digits].map((digit) => Math.round((Number.parseInt(digit, 36) / 35) * 255))

const SECONDS = 727
const state = {
  ...initialPlayerState,
  source: 'set',
  currentTimeSeconds: 275,
  durationSeconds: SECONDS,
  buffered: [{ startSeconds: 0, endSeconds: 420 }],
} as const

/** A card with what shows an accent: the sleeve with its controls, and words on paper. */
class GalleryAccent extends LitElement {
  static override properties = { accent: {} }
  static override styles = css`
    :host {
      display: block;
      overflow: hidden;
      border-radius: var(--gv-radius);
      background: var(--gv-surface);
      color: var(--gv-ink);
      font-family: var(--gv-font);
    }
    .sleeve {
      container-type: inline-size;
      padding: var(--gv-space-4);
      background: linear-gradient(160deg, var(--gv-sleeve), var(--gv-sleeve-deep));
    }
    .soft {
      margin: 0 0 var(--gv-space-3);
      color: var(--gv-sleeve-soft);
    }
    .below {
      display: flex;
      flex-wrap: wrap;
      gap: var(--gv-space-3);
      align-items: center;
      padding: var(--gv-space-4);
    }
    .below strong {
      color: var(--gv-accent);
    }
    .chip {
      padding: var(--gv-space-1) var(--gv-space-3);
      border-radius: 999px;
      background: var(--gv-accent);
      color: var(--gv-accent-ink);
    }
    .focus {
      padding: var(--gv-space-1) var(--gv-space-2);
      border-radius: var(--gv-radius-s);
      outline: 3px solid var(--gv-focus);
    }
  `
  declare accent: string | undefined

  protected override render() {
    return html`<div ${styled(accentStyle(this.accent))}>
      <div class="sleeve">
        <p class="soft">The Long Vine</p>
        <gv-waveform .peaks=${peaksOf(WHISPERS)} .at=${275} .duration=${SECONDS}></gv-waveform>
        <gv-seek-bar .state=${state} .pieces=${new Uint8Array(0)} .chapters=${[]}></gv-seek-bar>
        <gv-transport .state=${state}></gv-transport>
      </div>
      <div class="below"><strong>Chapter 3</strong> <span class="chip">1.5×</span> <span class="focus">Focus</span></div>
    </div>`
  }
}
customElements.define('gallery-accent', GalleryAccent)

const accent = (name: string, colour: string | undefined): GalleryEntry => ({
  element: 'gallery-accent',
  state: name,
  render: () => html`<gallery-accent .accent=${colour}></gallery-accent>`,
})
const waveform = (name: string, digits: string | undefined, at: number, width?: number): GalleryEntry => ({
  element: 'gv-waveform',
  state: name,
  onSleeve: true,
  ...(width !== undefined && { width }),
  render: () =>
    html`<gv-waveform .peaks=${digits === undefined ? undefined : peaksOf(digits)} .at=${at} .duration=${100}></gv-waveform>`,
})

export const entries: readonly GalleryEntry[] = [
  waveform('steady talk', LONG_TALK, 40),
  waveform('talk with pauses', WHISPERS, 62),
  waveform('film', FILM, 20),
  waveform('at the beginning', WHISPERS, 0),
  waveform('played to the end', WHISPERS, 100),
  waveform('narrow', WHISPERS, 40, 240),
  waveform('silence', '0'.repeat(100), 40),
  waveform('a few seconds', '0z5k', 40),
  waveform('loading', undefined, 40),
  accent('of the house', undefined),
  accent('violet', '#51235d'),
  accent('red', '#c81e28'),
  accent('orange', '#e8862a'),
  accent('yellow', '#f4d21f'),
  accent('green', '#288c3c'),
  accent('teal', '#13808c'),
  accent('blue', '#1f4fd8'),
  accent('pale', '#b7a99a'),
]
