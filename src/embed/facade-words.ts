/**
 * The few words a facade says by itself, in the languages the player speaks. Pure.
 *
 * A table of its own instead of `@lit/localize`: the whole script has 6 KB. All but the English ones are not reviewed yet by
 * people who speak the language.
 */

export interface FacadeWords {
  /** `{title}` stands for the title. */
  readonly play: string
  /** Instead of a title, while none is known. */
  readonly untitled: string
  /** Its file is none, or its player does not come. */
  readonly broken: string
  readonly page: string
}

export const FACADE_WORDS = {
  en: {
    play: 'Play {title}',
    untitled: 'Podcast',
    broken: 'This episode can’t be shown here.',
    page: 'Open the episode’s page',
  },
  de: {
    play: '{title} abspielen',
    untitled: 'Podcast',
    broken: 'Diese Folge kann hier nicht gezeigt werden.',
    page: 'Seite der Folge öffnen',
  },
  es: {
    play: 'Reproducir {title}',
    untitled: 'Pódcast',
    broken: 'Este episodio no se puede mostrar aquí.',
    page: 'Abrir la página del episodio',
  },
  fr: {
    play: 'Lire {title}',
    untitled: 'Podcast',
    broken: 'Cet épisode ne peut pas être affiché ici.',
    page: 'Ouvrir la page de l’épisode',
  },
  ja: {
    play: '{title}を再生',
    untitled: 'ポッドキャスト',
    broken: 'このエピソードはここに表示できません。',
    page: 'エピソードのページを開く',
  },
  ar: {
    play: 'تشغيل {title}',
    untitled: 'بودكاست',
    broken: 'لا يمكن عرض هذه الحلقة هنا.',
    page: 'افتح صفحة الحلقة',
  },
} satisfies Record<string, FacadeWords>

/**
 * @param languages tags, the best first
 * @returns the first language there are words in, else English; `language` is for the `lang` attribute
 */
export function facadeWords(languages: readonly string[]): { readonly language: string; readonly words: FacadeWords } {
  const known = Object.entries<FacadeWords>(FACADE_WORDS)
  const found = languages.flatMap((tag) => known.filter(([language]) => tag.toLowerCase().split('-')[0] === language))
  const [language, words] = found[0] ?? ['en', FACADE_WORDS.en]
  return { language, words }
}
