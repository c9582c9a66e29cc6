import { Match, Switch } from 'solid-js'
import { now } from '../../app/now.ts'
import { clock, moment } from '../../locales/format.ts'
import { t } from '../../locales/text.ts'
import { Button } from '../../ui/Button.tsx'
import css from './Obstacle.module.css'
import type { Obstacle } from './obstacle.ts'

/** Why an answer cannot go now, and what can be done about it. */
export function ObstacleNotice(props: { obstacle: Obstacle; onTakeOver: () => void }) {
  const as = <Kind extends Obstacle['kind']>(kind: Kind) =>
    props.obstacle.kind === kind ? (props.obstacle as Extract<Obstacle, { kind: Kind }>) : undefined
  return (
    <div class={css.notice} role="status">
      <Switch>
        <Match when={as('closed')}>
          {obstacle => (
            <p>
              {t('obstacle.closed')} <span>{obstacle().reason}</span>
            </p>
          )}
        </Match>
        <Match when={as('nobody')}>
          <p>{t('obstacle.nobody')}</p>
        </Match>
        <Match when={as('parked')}>{obstacle => <p>{t('obstacle.parked', { name: obstacle().name })}</p>}</Match>
        <Match when={as('paused')}>
          {obstacle => (
            <p>
              {t('obstacle.paused', { name: obstacle().name, since: moment(obstacle().since, now()) })}{' '}
              <span>{obstacle().reason}</span>
            </p>
          )}
        </Match>
        <Match when={as('taken')}>
          {obstacle => (
            <>
              <p>
                {t('obstacle.taken', {
                  name: obstacle().draft.user.name,
                  since: clock(obstacle().draft.updatedAt),
                })}
              </p>
              <blockquote class={css.theirs} dir="auto">
                {obstacle().draft.text}
              </blockquote>
              <Button small onClick={props.onTakeOver}>
                {t('draft.takeOver')}
              </Button>
            </>
          )}
        </Match>
      </Switch>
    </div>
  )
}
