import i18next, { type BackendModule, type ResourceKey } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { LANGUAGES, type Language } from './languages.ts'

const STORED = 'omnicrm.language'

// One file per area and language, fetched when first needed.
const files = import.meta.glob<{ default: ResourceKey }>('./*/*.json')

const backend: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read: (language, area, done) => {
    const load = files[`./${language}/${area}.json`]
    if (!load) return done(null, {})
    load().then(
      (file) => done(null, file.default),
      (thrown: unknown) => done(thrown instanceof Error ? thrown : String(thrown), null),
    )
  },
}

/** Languages that the operator offers and that are translated, English always among them. */
export function offeredLanguages(configured: readonly string[]): readonly Language[] {
  const translated = new Set(Object.keys(files).map((path) => path.split('/')[1]))
  return LANGUAGES.filter(({ code }) => code === 'en' || (configured.includes(code) && translated.has(code)))
}

/** Starts translation with the areas that the first screen needs. */
export async function startI18n(configured: readonly string[]): Promise<void> {
  const offered = offeredLanguages(configured).map(({ code }) => code)
  const wanted = [readStored(), configured[0]].find((code) => code !== undefined && offered.includes(code))
  await i18next
    .use(backend)
    .use(initReactI18next)
    .init({
      lng: wanted ?? 'en',
      fallbackLng: 'en',
      supportedLngs: offered,
      load: 'currentOnly',
      ns: ['common', 'login'],
      defaultNS: 'common',
      interpolation: { escapeValue: false },
      returnNull: false,
    })
}

/** Changes the language at once and remembers it in this browser. */
export async function changeLanguage(code: string): Promise<void> {
  try {
    localStorage.setItem(STORED, code)
  } catch {
    // private windows may refuse storage; the language still changes for this visit
  }
  await i18next.changeLanguage(code)
}

function readStored(): string | undefined {
  try {
    return localStorage.getItem(STORED) ?? undefined
  } catch {
    return undefined
  }
}
