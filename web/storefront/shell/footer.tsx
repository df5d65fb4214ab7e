import { shop } from '../../api/shop.ts'
import { useSignal } from '../../api/signal.ts'
import { t } from '../../texts/texts.ts'
import { chooseLanguage, type Language, language, languages } from '../../ui/language.ts'
import { chooseTheme, type Theme, theme, themes } from '../../ui/theme.ts'
import './footer.css'

export function Footer() {
  const chosenLanguage = useSignal(language)
  const chosenTheme = useSignal(theme)
  return (
    <footer class="footer">
      <div class="footer-inner">
        <p>
          <strong>{shop.get().name}</strong>
          <br />
          {t('shell.tagline')}
        </p>
        <div class="footer-choices">
          <label>
            {t('shell.language')}
            <select
              value={chosenLanguage}
              onChange={({ currentTarget }) => void chooseLanguage(currentTarget.value as Language)}
            >
              {Object.entries(languages).map(([code, name]) => (
                <option key={code} value={code} lang={code}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          <label>
            {t('shell.theme')}
            <select
              value={chosenTheme}
              onChange={({ currentTarget }) => chooseTheme(currentTarget.value as Theme)}
            >
              {themes.map((one) => (
                <option key={one} value={one}>
                  {t(`shell.theme.${one}`)}
                </option>
              ))}
            </select>
          </label>
        </div>
      </div>
    </footer>
  )
}
