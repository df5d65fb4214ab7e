import { render } from 'preact'
import { onEnter } from './accounts/enter.ts'
import { reportError, reportUncaught } from './api/report-error.ts'
import { keepSession, sessionState } from './api/session.ts'
import { takeFirstData } from './api/shop.ts'
import { App } from './app.tsx'
import { pages } from './pages.ts'
import { mergeGuestCart } from './storefront/cart/merge-guest-cart.ts'
import { t } from './texts/texts.ts'
import { loadTexts } from './ui/language.ts'
import { openRouter } from './ui/router.tsx'
import './ui/tokens.css'
import './ui/base.css'
import './ui/common.css'

reportUncaught()
keepSession()
void start(document.getElementById('app') as HTMLElement)

/**
 * What the server drew for those without scripts stays until the first page can take its place at once. A function, and not
 * awaited: a page's code that comes later imports this file, and would wait for its end.
 */
async function start(root: HTMLElement) {
  try {
    await Promise.all([takeFirstData(), loadTexts(), openRouter(pages)])
    root.replaceChildren()
    render(<App />, root)
    onEnter(mergeGuestCart)
    if (sessionState.get().session) void mergeGuestCart()
  } catch (error) {
    reportError(error)
    if (root.childElementCount === 0) root.append(t('problem.shop'))
  }
}
