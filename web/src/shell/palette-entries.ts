/** What the palette offers for what was typed. */
import { useMantineColorScheme } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { isFor, useMayAct, useMayChange, useSeesAll, useViewer } from '../access.js';
import { BUILT } from '../built.js';
import { client, refetchAll, sentenceOf } from '../data/client.js';
import { session } from '../data/session.js';
import { complain } from '../parts/saved.js';
import { findWord, labelled, t } from '../words/t.js';
import { MarkAllReadDocument } from './bell.generated.js';
import { type Findable, found } from './finding.js';
import { singleKeys, useSingleKeys } from './keys.js';
import { PaletteFindsDocument, PaletteWordsDocument } from './palette.generated.js';

export interface Entry extends Findable {
  id: string;
  /** The heading that it stands under. */
  group: string;
  icon: string;
  about?: string;
  /** Keys that do the same. */
  keys?: readonly string[];
  act(): unknown;
}

/** Shorter ones would find everything. */
const LEAST = 2;
const TYPING_MS = 200;
/** Ids of ours lead straight to their pages. */
const PAGE_OF_ID = [
  [/^evt_\w{26}$/, '/events/'],
  [/^dsp_\w{26}$/, '/disputes/'],
] as const;

export function useEntries(typed: string, onKeys: () => void): Entry[] {
  const pages = usePageEntries();
  const acts = useActEntries(onKeys);
  const finds = useFinds(typed.trim());
  return [...found(typed, pages), ...finds, ...found(typed, acts)];
}

/** What else people call it. */
const wordsOf = (name: string): string[] => findWord(`find.${name}`)?.split(/[,，、]\s*/) ?? [];

/** Pages are found by the channels and kinds of sources that stand on them, too. */
function usePageEntries(): Entry[] {
  const viewer = useViewer();
  const navigate = useNavigate();
  const [{ data }] = useQuery({ query: PaletteWordsDocument });
  const channels = data?.channels ?? [];
  const served: Record<string, readonly string[]> = {
    preferences: channels.filter(({ personal }) => personal).map(({ label }) => label),
    integrations: channels.filter(({ personal }) => !personal).map(({ label }) => label),
    sources: data?.sourceKinds.map(({ label }) => label) ?? [],
  };
  return BUILT.filter((page) => !page.path.includes('$') && isFor(page, viewer)).map((page) => ({
    id: page.name,
    group: t('palette.pages'),
    icon: page.nav?.icon ?? 'chevron',
    title: findWord(`page.${page.name}`) ?? page.name,
    others: [...wordsOf(page.name), ...(served[page.name] ?? [])],
    keys: page.key ? ['g', page.key] : undefined,
    act: () => navigate({ to: page.path }),
  }));
}

function useFinds(typed: string): Entry[] {
  const navigate = useNavigate();
  const [text] = useDebouncedValue(typed, TYPING_MS);
  const person = BUILT.find(({ name }) => name === 'person');
  const whole = useSeesAll();
  const pause = text.length < LEAST || text !== typed;
  const [{ data }] = useQuery({ query: PaletteFindsDocument, variables: { text, whole }, pause });
  const finds = pause ? undefined : data;
  const go = (to: string, search?: Record<string, string>) => () => navigate({ to, search });
  const straight = PAGE_OF_ID.filter(([id]) => id.test(typed)).map(([, path]) => ({
    ...{ id: typed, group: t('palette.found'), icon: 'chevron', title: typed, others: [] },
    act: go(`${path}${typed}`),
  }));
  const people = (person && finds?.recipients?.edges) || [];
  return [
    ...straight,
    ...people.map(({ node: { id, name } }) => ({
      ...{ id, group: t('palette.people'), icon: 'person', title: name, others: [] },
      act: go(person?.path.replace('$id', id) ?? '/'),
    })),
    ...(finds?.events.edges ?? []).map(({ node: { id, summary, type } }) => ({
      ...{ id, group: t('palette.events'), icon: 'list', title: summary, others: [], about: type },
      act: go(`/events/${id}`),
    })),
    ...(typed.length < LEAST
      ? []
      : [
          {
            ...{ id: 'search', group: t('palette.events'), icon: 'search', others: [] },
            title: t('palette.search', { text: typed }),
            act: go('/events', { query: typed }),
          },
        ]),
  ];
}

function useActEntries(onKeys: () => void): Entry[] {
  const { setColorScheme } = useMantineColorScheme();
  const on = useSingleKeys();
  const mayAct = useMayAct();
  const mayChange = useMayChange();
  const forTeam = useViewer().recipient === null;
  const navigate = useNavigate();
  const act = (id: string, icon: string, title: string, run: () => unknown, keys?: readonly string[]): Entry => ({
    ...{ id, group: t('palette.acts'), icon, title, others: [], keys },
    act: run,
  });
  const erase = {
    ...act('erase', 'trash', t('customer.erase'), () => navigate({ to: '/customer-emails', search: { erase: 'ask' } })),
    others: wordsOf('erase'),
  };
  const readAll = async () => {
    // Of everybody's: it is asked there.
    if (forTeam) return navigate({ to: '/inbox', search: { read: 'ask' } });
    const { error } = await client.mutation(MarkAllReadDocument, {}).toPromise();
    if (error) complain(sentenceOf(error));
    else refetchAll();
  };
  return [
    ...(mayAct ? [act('read', 'check', t('bell.readAll'), readAll)] : []),
    ...(mayChange ? [erase] : []),
    act('light', 'sun', labelled(t('reader.scheme'), t('reader.light')), () => setColorScheme('light')),
    act('dark', 'moon', labelled(t('reader.scheme'), t('reader.dark')), () => setColorScheme('dark')),
    act('auto', 'screen', labelled(t('reader.scheme'), t('reader.auto')), () => setColorScheme('auto')),
    act('keys', 'list', t('keys.title'), onKeys, ['?']),
    act('single', 'sliders', t(on ? 'keys.switchOff' : 'keys.switchOn'), () => singleKeys.set(!on)),
    act('out', 'external', t('reader.signOut'), () => session.signOut()),
  ];
}
