import { type Translate, translator } from '../../ui/translate.ts'
import { en } from './en.ts'

/** Every text of the admin, by its key. */
export const ta: Translate<typeof en> = translator(en, { de: () => import('./de.ts').then(({ de }) => de) })
