import { t } from '../../app/around.ts'
import { useSession } from '../../app/session.tsx'
import { Choice, Tick } from '../../ui/Field.tsx'
import css from './Me.module.css'
import { MePage } from './MePage.tsx'

const sizes = ['90', '100', '110', '120', '130'] as const

/** How the inbox looks and behaves for oneself. Each choice holds at once. */
export function Appearance() {
  const session = useSession()
  const chosen = () => session.me().preferences
  return (
    <MePage title={t('appearance.title')}>
      <p>{t('appearance.about')}</p>
      <section class={css.section}>
        <h2>{t('appearance.looks')}</h2>
        <div class={css.form}>
          <Choice
            label={t('appearance.theme')}
            value={chosen().theme}
            options={[
              ['SYSTEM', t('theme.system')],
              ['LIGHT', t('theme.light')],
              ['DARK', t('theme.dark')],
            ]}
            onChange={theme => session.prefer({ theme })}
          />
          <Choice
            label={t('appearance.density')}
            value={chosen().density}
            options={[
              ['COMFORTABLE', t('density.COMFORTABLE')],
              ['COMPACT', t('density.COMPACT')],
            ]}
            onChange={density => session.prefer({ density })}
          />
          <Choice
            label={t('appearance.textSize')}
            value={String(chosen().textSize)}
            options={sizes.map(size => [size, `${size} %`] as const)}
            onChange={size => session.prefer({ textSize: Number(size) })}
          />
          <Tick
            label={t('appearance.motion')}
            checked={chosen().reducedMotion}
            onChange={event => session.prefer({ reducedMotion: event.currentTarget.checked })}
          />
        </div>
      </section>
      <section class={css.section}>
        <h2>{t('appearance.work')}</h2>
        <div class={css.form}>
          <Choice
            label={t('appearance.after')}
            value={chosen().after}
            options={[
              ['NEXT', t('after.NEXT')],
              ['LIST', t('after.LIST')],
              ['STAY', t('after.STAY')],
            ]}
            onChange={after => session.prefer({ after })}
          />
          <Choice
            label={t('appearance.undo')}
            value={String(chosen().undoFactor) as '1' | '2' | '3'}
            options={[
              ['1', t('undo.1')],
              ['2', t('undo.2')],
              ['3', t('undo.3')],
            ]}
            onChange={factor => session.prefer({ undoFactor: Number(factor) })}
          />
          <Tick
            label={t('appearance.quiet')}
            hint={t('appearance.quietHint')}
            checked={chosen().quiet}
            onChange={event => session.prefer({ quiet: event.currentTarget.checked })}
          />
        </div>
      </section>
    </MePage>
  )
}
