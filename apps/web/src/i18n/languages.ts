export type Language = { code: string; name: string; locale: string; dir: 'ltr' | 'rtl' }

/** Languages by the codes of the configuration, each named in itself. `locale` formats dates and numbers. */
export const LANGUAGES: readonly Language[] = [
  { code: 'en', name: 'English', locale: 'en-GB', dir: 'ltr' },
  { code: 'ar', name: 'العربية', locale: 'ar', dir: 'rtl' },
  { code: 'ch', name: '中文', locale: 'zh-CN', dir: 'ltr' },
  { code: 'fr', name: 'Français', locale: 'fr-FR', dir: 'ltr' },
  { code: 'gr', name: 'Ελληνικά', locale: 'el-GR', dir: 'ltr' },
  { code: 'it', name: 'Italiano', locale: 'it-IT', dir: 'ltr' },
  { code: 'ru', name: 'Русский', locale: 'ru-RU', dir: 'ltr' },
  { code: 'sp', name: 'Español', locale: 'es-ES', dir: 'ltr' },
]

/** A language by its code; English for an unknown one. */
export function languageOf(code: string): Language {
  return LANGUAGES.find((language) => language.code === code) ?? (LANGUAGES[0] as Language)
}

/**
 * Locale for dates and numbers: the configured one where it belongs to the language (en with en-AU), else the language's own.
 */
export function localeOf(code: string, configured: string): string {
  const { locale } = languageOf(code)
  const isSameLanguage = configured.split('-')[0]?.toLowerCase() === locale.split('-')[0]
  return isSameLanguage ? configured : locale
}
