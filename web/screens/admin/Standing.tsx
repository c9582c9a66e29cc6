import Check from 'lucide-solid/icons/circle-check'
import New from 'lucide-solid/icons/circle-dashed'
import Parked from 'lucide-solid/icons/circle-parking'
import Paused from 'lucide-solid/icons/circle-pause'
import Unseen from 'lucide-solid/icons/eye-off'
import Problem from 'lucide-solid/icons/triangle-alert'
import { Show } from 'solid-js'
import { now } from '../../app/now.ts'
import { duration, moment } from '../../locales/format.ts'
import { Chip, type Tone } from '../../ui/Chip.tsx'
import type { Drawing } from '../../ui/Icon.tsx'
import { type Standing, standingOf } from './standing.ts'
import { t } from './text.ts'
import type { ConnectionRowFragment } from './types.ts'

const looks: Readonly<Record<Standing, readonly [Tone, Drawing]>> = {
  parked: ['plain', Parked],
  problem: ['danger', Problem],
  paused: ['warn', Paused],
  unseen: ['warn', Unseen],
  works: ['ok', Check],
  new: ['plain', New],
}

/** How a connection fares: a word, with an icon and a colour. */
export function StandingChip(props: { of: ConnectionRowFragment }) {
  const standing = () => standingOf(props.of)
  return (
    <Chip tone={looks[standing()][0]} icon={looks[standing()][1]}>
      {t(`standing.${standing()}`)}
    </Chip>
  )
}

/** The same in one line: what matters most. */
export function StandingLine(props: { of: ConnectionRowFragment }) {
  const lines = {
    parked: () => t('standing.parkedSince', { moment: moment(props.of.parkedAt!, now()) }),
    problem: () => since(props.of),
    paused: () => t('standing.pausedSince', { moment: moment(props.of.pausedAt!, now()) }),
    unseen: () => t('standing.unseenAbout'),
    works: () => worked(props.of),
    new: () => worked(props.of),
  }
  return (
    <p>
      {lines[standingOf(props.of)]()}
      <Show when={standingOf(props.of) === 'problem'}>
        {' '}
        <span>{props.of.problem}</span>
      </Show>
    </p>
  )
}

/** All there is to say about it: since when, what the plugin says is wrong, and what to do. */
export function StandingStory(props: { of: ConnectionRowFragment }) {
  return (
    <>
      <Show when={props.of.parkedAt}>{at => <p>{t('standing.parkedSince', { moment: moment(at(), now()) })}</p>}</Show>
      <Show when={props.of.problem}>
        {problem => (
          <p>
            {since(props.of)} <span>{problem()}</span>
          </p>
        )}
      </Show>
      <Show when={props.of.pausedAt}>
        {at => (
          <p>
            {t(props.of.problem ? 'standing.pausedByProblem' : 'standing.pausedSince', { moment: moment(at(), now()) })}
          </p>
        )}
      </Show>
      <Show when={props.of.answerers === 0}>
        <p>{t('standing.unseenAbout')}</p>
      </Show>
      <p>{worked(props.of)}</p>
    </>
  )
}

/** A plugin that is gone is a problem of no certain age. */
const since = ({ problemSince }: ConnectionRowFragment) =>
  problemSince ? t('standing.since', { moment: moment(problemSince, now()) }) : t('standing.problemNow')

const MINUTE = 60_000

function worked({ workedAt }: ConnectionRowFragment): string {
  if (!workedAt) return t('standing.never')
  const ago = now() - Date.parse(workedAt)
  return ago < MINUTE ? t('standing.worksNow') : t('standing.worked', { duration: duration(ago) })
}
