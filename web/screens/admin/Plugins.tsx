import { For, Show } from 'solid-js'
import { tryText } from '../../locales/text.ts'
import { Chip } from '../../ui/Chip.tsx'
import Unknown from '../Unknown.tsx'
import css from './AdminPage.module.css'
import { AdminPage, Section } from './AdminPage.tsx'
import { watchLive } from './doing.tsx'
import { Loaded } from './Loaded.tsx'
import { t } from './text.ts'
import { ConnectionsDocument, type PluginRowFragment } from './types.ts'

/** What a plugin can do, in a few words each. What only matters inside is left out. */
export const abilitiesOf = ({ can }: Pick<PluginRowFragment, 'can'>): string[] =>
  can.flatMap(ability => tryText([`ability.${ability}`]) ?? [])

/** The plugins that are installed, and those that could not be loaded. */
export function Plugins(props: { at: string | undefined }) {
  const all = watchLive(ConnectionsDocument, 'CONNECTIONS')
  const used = (id: string) => all.value?.connections.filter(connection => connection.plugin === id).length ?? 0
  const broken = () => all.value?.plugins.filter(plugin => plugin.broken) ?? []
  return (
    <Show when={!props.at} fallback={<Unknown />}>
      <AdminPage title={t('plugins.title')} about={t('plugins.about')}>
        <Loaded of={all}>
          {value => (
            <>
              <Show when={broken().length}>
                <Section title={t('plugins.broken')} about={t('plugins.brokenAbout')}>
                  <ul class={css.items}>
                    <For each={broken()}>
                      {plugin => (
                        <li class={css.item}>
                          <div class={css.what}>
                            <strong>{plugin.name}</strong>
                            <p lang="en">{plugin.broken}</p>
                          </div>
                          <Chip tone="danger">{t('plugins.isBroken')}</Chip>
                        </li>
                      )}
                    </For>
                  </ul>
                </Section>
              </Show>
              <ul class={css.items} aria-label={t('plugins.title')}>
                <For each={value().plugins.filter(plugin => !plugin.broken)}>
                  {plugin => (
                    <li class={css.item}>
                      <div class={css.what}>
                        <strong>{tryText([`channel.${plugin.id}`]) ?? plugin.name}</strong>
                        <p>{abilitiesOf(plugin).join(' · ')}</p>
                      </div>
                      <Chip>{t('plugins.used', { count: used(plugin.id) })}</Chip>
                    </li>
                  )}
                </For>
              </ul>
            </>
          )}
        </Loaded>
      </AdminPage>
    </Show>
  )
}
