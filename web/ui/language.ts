import { signal } from '../api/signal.ts'

/** The language of the texts: chosen by hand, else the browser's, else English. */
export const languages = { en: 'English', de: 'Deutsch' } as const
export type Language = keyof typeof languages

export const language = signal<Language>(chosen() ?? ofBrowser())

export async function chooseLanguage(next: Language) {
  await loadTexts(next)
  localStorage.setItem('language', next)
  language.set(next)
  document.documentElement.lang = next
}

/** Brings the texts of the language in; a part of the app that comes later calls it again for its own. */
export async function loadTexts(wanted: Language = language.get()) {
  await Promise.all(textLoaders.map((load) => load(wanted)))
  document.documentElement.lang = language.get()
}
export const textLoaders: ((wanted: Language) => Promise<void>)[] = []

/** The browser's own way with numbers and dates where it fits the language of the texts: en-GB beside English. */
export const locale = () =>
  navigator.languages.find((one) => one.split('-')[0] === language.get()) ?? language.get()

function chosen() {
  const value = localStorage.getItem('language')
  return isLanguage(value) ? value : undefined
}

function ofBrowser() {
  return navigator.languages.map((one) => one.split('-')[0]).find(isLanguage) ?? 'en'
}

function isLanguage(value: unknown): value is Language {
  return typeof value === 'string' && value in languages
}
