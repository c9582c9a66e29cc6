import Check from 'lucide-solid/icons/check'
import Flag from 'lucide-solid/icons/flag'
import InboxIcon from 'lucide-solid/icons/inbox'
import Users from 'lucide-solid/icons/users'
import X from 'lucide-solid/icons/x'
import { type Component, createSignal, For, type JSX, Show } from 'solid-js'
import type { Problem } from '../api/problem.ts'
import { now } from '../app/now.ts'
import { t } from '../locales/text.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Bones } from '../ui/Bones.tsx'
import { Button, IconButton } from '../ui/Button.tsx'
import { Chip } from '../ui/Chip.tsx'
import { Copy } from '../ui/Copy.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Drawer } from '../ui/Drawer.tsx'
import { Empty } from '../ui/Empty.tsx'
import { Choice, Field, FormProblem, SecretField, Tick } from '../ui/Field.tsx'
import { Form } from '../ui/Form.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Marked } from '../ui/Marked.tsx'
import { MenuFilter } from '../ui/MenuFilter.tsx'
import { emptyClass, Option, Popover } from '../ui/Popover.tsx'
import Splitter from '../ui/Splitter.tsx'
import { toast } from '../ui/toasts.ts'
import { VirtualList } from '../ui/VirtualList.tsx'
import css from './gallery.module.css'

/** As long as German would be, without a place to break, and in a script that goes the other way. */
const LONG = 'Rijksinstituutvoorvolksgezondheidsonderwijsvernieuwingsprojectsubsidieaanvraagformulieren'
const HEBREW = 'שלום, מתי היום הפתוח?'
const kinds = ['primary', 'plain', 'quiet', 'danger'] as const
const tones = ['plain', 'ok', 'warn', 'danger'] as const

/** A dialog and the button that opens it. */
function Opened(props: { name: string; children: (close: () => void) => JSX.Element }) {
  const [open, setOpen] = createSignal(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>{props.name}</Button>
      <Show when={open()}>{props.children(() => setOpen(false))}</Show>
    </>
  )
}

function Fields() {
  const [choice, setChoice] = createSignal('LOW')
  const priorities = (['LOW', 'HIGH', 'URGENT'] as const).map(one => [one, t(`priority.${one}`)] as const)
  return (
    <>
      <div class={css.column}>
        <Field label={t('name')} placeholder="Tess Roos" />
        <Field label={t('me.initials')} hint={t('me.initialsHint')} value="TR" />
        <Field label={t('email')} type="email" value="tess@" problem={t('error.email.invalid')} />
        <Field label={t('me.initials')} hint={t('me.initialsHint')} value="T!" problem={t('error.initials.invalid')} />
        <Field label={LONG} hint={LONG} value={LONG} problem={LONG} />
        <Field label={t('name')} value="Tess Roos" disabled />
      </div>
      <div class={css.column}>
        <SecretField label={t('password')} value="een-lang-wachtwoord-7" />
        <SecretField label={t('password')} value="kort" problem={t('error.password.short', { min: 12 })} />
        <Choice label={t('priority.title')} value={choice()} options={priorities} onChange={setChoice} />
        <Choice
          label={t('priority.title')}
          value="LOW"
          options={priorities}
          onChange={() => {}}
          problem={t('error.INVALID')}
        />
        <Tick label={t('row.unread')} checked />
        <Tick label={t('conflict.title')} hint={t('conflict.text')} />
        <Tick label={t('conflict.title')} disabled />
        <FormProblem text={t('error.auth.wrong')} />
      </div>
    </>
  )
}

/** What each kind of answer does to a form: none that ends, a refusal, a limit, and one that never comes. */
const answers: Readonly<Record<string, () => Promise<Problem | undefined>>> = {
  ok: async () => undefined,
  refused: async () => ({ code: 'INVALID', reason: 'name.taken' }),
  limited: async () => ({ code: 'UNAVAILABLE', reason: 'auth.tooMany', facts: { retryAfter: 3600, wait: '1 u' } }),
  waiting: () => new Promise(() => {}),
}

function Panes() {
  const [size, setSize] = createSignal(120)
  const range = { size, least: 80, most: 240, onChange: setSize, onReset: () => setSize(120) }
  return (
    <>
      <div class={css.panes} style={{ '--width': size() }}>
        <div class={css.pane} />
        <Splitter label={t('pane.list')} {...range} />
      </div>
      <div class={css.column}>
        <Splitter label={t('pane.composer')} above after {...range} />
      </div>
    </>
  )
}

/** Each component, or family of them, with what it looks like in every state it can be in. */
export const states: Readonly<Record<string, Component>> = {
  Avatar: () => (
    <For each={['Sanne Visser', 'J. de Boer', 'Лев', 'שרה כהן', '🦊', '']}>{name => <Avatar name={name} />}</For>
  ),
  Bones: () => (
    <div class={css.column}>
      <Bones lines={3} />
    </div>
  ),
  Button: () => (
    <For each={kinds}>
      {kind => (
        <>
          <Button kind={kind}>{t('save')}</Button>
          <Button kind={kind} icon={Check}>
            {t('conflict.send')}
          </Button>
          <Button kind={kind} small>
            {t('retry')}
          </Button>
          <Button kind={kind} disabled title={t('error.right.missing')}>
            {t('undo')}
          </Button>
          <IconButton kind={kind} icon={X} label={t('close')} />
          <IconButton kind={kind} icon={X} label={t('close')} small />
        </>
      )}
    </For>
  ),
  Chip: () => (
    <>
      <For each={tones}>{tone => <Chip tone={tone}>{t('status.PENDING')}</Chip>}</For>
      <For each={tones}>
        {tone => (
          <Chip tone={tone} icon={Flag} title={t('priority.URGENT')}>
            {t('priority.URGENT')}
          </Chip>
        )}
      </For>
      <div class={css.narrow}>
        <Chip icon={Users}>{LONG}</Chip>
      </div>
    </>
  ),
  Copy: () => (
    <div class={css.column}>
      <Copy label={t('password')} text="whsec_2n3h4k5j6h" />
      <Copy label={t('password')} text={LONG} />
    </div>
  ),
  Dialog: () => (
    <>
      <Opened name="Dialog">
        {close => (
          <Dialog
            title={t('conflict.title')}
            onClose={close}
            foot={
              <>
                <Button onClick={close}>{t('conflict.edit')}</Button>
                <Button kind="primary" onClick={close}>
                  {t('conflict.send')}
                </Button>
              </>
            }
          >
            <p>{t('conflict.text')}</p>
            <p>{LONG}</p>
          </Dialog>
        )}
      </Opened>
      <Opened name="Dialog sheet">
        {close => (
          <Dialog title={t('keys.title')} sheet onClose={close}>
            <p>{t('conflict.text')}</p>
            <Button onClick={close}>{t('close')}</Button>
          </Dialog>
        )}
      </Opened>
      <Opened name="Dialog bare">
        {close => (
          <Dialog title={t('keys.search')} bare onClose={close}>
            <Field label={t('keys.search')} />
          </Dialog>
        )}
      </Opened>
      <Opened name="Dialog firm">
        {close => (
          <Dialog
            title={t('confirm.title')}
            firm
            onClose={close}
            foot={<Button onClick={close}>{t('confirm.go')}</Button>}
          >
            <p>{t('confirm.text')}</p>
          </Dialog>
        )}
      </Opened>
    </>
  ),
  Drawer: () => (
    <Opened name="Drawer">
      {close => (
        <Drawer title={t('notices')} actions={<Button small>{t('filter.clear')}</Button>} onClose={close}>
          <Empty icon={InboxIcon} text={LONG} />
        </Drawer>
      )}
    </Opened>
  ),
  Empty: () => (
    <>
      <Empty icon={InboxIcon} text={t('empty.mine')} />
      <Empty icon={InboxIcon} text={t('empty.search', { text: LONG })}>
        <Button>{t('search.clear')}</Button>
      </Empty>
    </>
  ),
  Field: Fields,
  Form: () => (
    <For each={Object.entries(answers)}>
      {([name, answer]) => (
        <div class={css.column}>
          <Form submit={t('save')} onSubmit={answer}>
            <Field label={`${t('name')} (${name})`} name="name" value="Open dag" />
          </Form>
        </div>
      )}
    </For>
  ),
  Icon: () => <For each={[12, 16, 28]}>{size => <Icon of={InboxIcon} size={size} />}</For>,
  Marked: () => (
    <p>
      <Marked text={t('conflict.text')} marks={[{ at: 0, length: 5 }]} />
    </p>
  ),
  Popover: () => (
    <>
      <Popover title={t('priority.title')} trigger={attributes => <Button {...attributes}>Popover</Button>}>
        {close => (
          <>
            <MenuFilter label={t('keys.search')} onInput={() => {}} />
            <Option icon={Flag} onChoose={close}>
              {t('priority.URGENT')}
            </Option>
            <Option chosen onChoose={close}>
              {t('priority.NORMAL')}
            </Option>
            <Option onChoose={close}>{LONG}</Option>
          </>
        )}
      </Popover>
      <Popover title={t('keys.label')} trigger={attributes => <Button {...attributes}>Popover empty</Button>}>
        {() => <p class={emptyClass}>{t('empty.search', { text: HEBREW })}</p>}
      </Popover>
    </>
  ),
  Splitter: Panes,
  Toasts: () => (
    <>
      <Button onClick={() => toast({ text: t('me.saved') })}>Toast</Button>
      <Button
        onClick={() =>
          toast(
            { text: t('list.done'), action: { label: t('undo'), run: () => {}, key: 'z' }, until: now() + 20_000 },
            20_000,
          )
        }
      >
        Toast undo
      </Button>
      <Button onClick={() => toast({ text: `${t('error.title')}: ${LONG}`, tone: 'danger' })}>Toast danger</Button>
    </>
  ),
  VirtualList: () => (
    <div class={css.list}>
      <VirtualList label="VirtualList" count={10_000} keep={0} onRange={() => {}}>
        {index => <a href={`/c/${index() + 1}`}>{`${t('nav.inbox')} ${index() + 1}`}</a>}
      </VirtualList>
    </div>
  ),
}
