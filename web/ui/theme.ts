import { signal } from '../api/signal.ts'

/** Light, dark, or as the system has it. build/theme.js sets the attribute again before the next page is painted. */
export const themes = ['system', 'light', 'dark'] as const
const key = 'theme'
export type Theme = (typeof themes)[number]

export const theme = signal<Theme>(themes.find((one) => one === localStorage.getItem(key)) ?? 'system')

export function chooseTheme(next: Theme) {
  if (next === 'system') {
    localStorage.removeItem(key)
    delete document.documentElement.dataset.theme
  } else {
    localStorage.setItem(key, next)
    document.documentElement.dataset.theme = next
  }
  theme.set(next)
}
