import { call } from '../api/call.ts'
import { query, queryClient, useQuery } from '../api/query.ts'
import { logOut } from '../api/session.ts'
import { tell } from '../texts/tell.ts'
import { t } from '../texts/texts.ts'
import { Button } from '../ui/button.tsx'
import { formatDateTime } from '../ui/format.ts'
import { toast } from '../ui/toasts.tsx'
import { deviceName } from './device-name.ts'

/** Where one is logged in, and how to end it from here. */
export function Sessions() {
  const { data } = useQuery(sessionsQuery())

  async function end(id: string) {
    await withWord(async () => {
      await call('DELETE /api/sessions/{id}', { params: { id } })
      await queryClient.invalidateQueries({ queryKey: sessionsQuery().queryKey })
      toast(t('account.sessions.ended'))
    })
  }

  async function endAll() {
    await withWord(async () => {
      await call('DELETE /api/sessions')
      await logOut()
      toast(t('logout.done'))
    })
  }

  return (
    <>
      <ul class="session-list" aria-busy={!data}>
        {data?.items.map(({ id, current, lastUsedAt, userAgent }) => {
          const device = deviceName(userAgent) ?? t('account.sessions.unknown')
          return (
            <li key={id}>
              <div>
                <strong>{device}</strong>
                <p class="quiet">{t('account.sessions.used', { date: formatDateTime(lastUsedAt) })}</p>
              </div>
              {current ? (
                <span class="session-current">{t('account.sessions.this')}</span>
              ) : (
                <Button
                  look="quiet"
                  aria-label={t('account.sessions.endNamed', { device })}
                  onClick={() => end(id)}
                >
                  {t('account.sessions.end')}
                </Button>
              )}
            </li>
          )
        })}
      </ul>
      <div>
        <Button look="danger" onClick={endAll}>
          {t('account.sessions.endAll')}
        </Button>
      </div>
    </>
  )
}

async function withWord(work: () => Promise<void>) {
  try {
    await work()
  } catch (error) {
    toast(tell(error), { kind: 'problem' })
  }
}

const sessionsQuery = () => query('own', 'GET /api/sessions')
