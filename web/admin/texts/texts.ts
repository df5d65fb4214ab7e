import { tellCodes } from '../../texts/tell.ts'
import { type Translate, translator } from '../../ui/translate.ts'
import { en } from './en.ts'

/** Every text of the admin, by its key. */
export const ta: Translate<typeof en> = translator(en, { de: () => import('./de.ts').then(({ de }) => de) })

tellCodes(
  [
    'already_cancelled',
    'already_replayed',
    'already_shipped',
    'file_empty',
    'file_too_large',
    'picture_too_large',
    'picture_type',
    'status_conflict',
    'stock_limit',
    'too_many_files',
    'too_many_pictures',
    'version_conflict',
  ],
  (code) => ta(`problem.${code}`),
)
