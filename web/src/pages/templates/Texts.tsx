/** What is said of an event, where, to whom and in which language: chosen in the address, written beside how it looks. */
import { Group, Select } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useFresh } from '../../data/fresh.js';
import { byCategory } from '../../parts/categories.js';
import { QueryFault } from '../../parts/Fault.js';
import { useFilters } from '../../parts/filters.js';
import { Loading } from '../../parts/Loading.js';
import { languageName } from '../../words/moments.js';
import { codeWord, t } from '../../words/t.js';
import { Editor } from './Editor.js';
import { type ShownTemplateFragment, type TemplateChoicesQuery, TemplatesOfDocument } from './templates.generated.js';

const unique = <Value,>(values: readonly Value[]): Value[] => [...new Set(values)];

export function Texts({ choices }: { choices: TemplateChoicesQuery }) {
  const [{ event, channel, audience, locale }, setFilters] = useFilters(['event', 'channel', 'audience', 'locale']);
  const eventType = choices.eventTypes.find(({ key }) => key === event)?.key ?? choices.eventTypes[0]?.key ?? '';
  const [{ data, error }, ask] = useQuery({ query: TemplatesOfDocument, variables: { eventType } });
  const refetch = () => ask({ requestPolicy: 'network-only' });
  useFresh(refetch);
  // A colleague may change it while somebody writes in it.
  const [ownLocale] = useState(choices.business.locale);
  const templates = data?.templates ?? [];
  const wanted = { channel, audience, locale: locale ?? ownLocale };
  const template = nearest(templates, wanted);
  const put = (changes: Partial<Record<'channel' | 'audience' | 'locale', string>>) =>
    setFilters({ channel: template?.channel, audience: template?.audience, locale: template?.locale, ...changes });
  return (
    <>
      <Group gap="sm" mb="md" align="flex-end">
        <Select
          label={t('templates.event')}
          data={byCategory(choices.eventTypes).map(({ category, types }) => ({
            group: codeWord('category', category),
            items: types.map(({ key, name }) => ({ value: key, label: name })),
          }))}
          value={eventType}
          onChange={(key) => key && setFilters({ event: key })}
          searchable
          allowDeselect={false}
          w={{ base: '100%', xs: 260 }}
        />
        {template && <Places templates={templates} template={template} choices={choices} onPlace={put} />}
      </Group>
      {error && <QueryFault error={error} />}
      {!data && !error && <Loading rows={3} height={120} />}
      {template && (
        <Editor
          key={[eventType, template.channel, template.audience, template.locale].join(' ')}
          eventType={eventType}
          template={template}
          changed={refetch}
        />
      )}
    </>
  );
}

interface Wanted {
  channel?: string;
  audience?: string;
  locale: string;
}

/** What fits best: customers have one channel only, and a language may be a region’s. */
function nearest(templates: readonly ShownTemplateFragment[], { channel, audience, locale }: Wanted) {
  const rank = (one: ShownTemplateFragment) =>
    4 * Number(one.audience === (audience ?? templates[0]?.audience)) +
    2 * Number(one.channel === (channel ?? templates[0]?.channel)) +
    Number(one.locale === locale || one.locale === locale.split('-')[0]);
  return [...templates].sort((a, b) => rank(b) - rank(a))[0];
}

interface PlacesProps {
  templates: readonly ShownTemplateFragment[];
  template: ShownTemplateFragment;
  choices: TemplateChoicesQuery;
  onPlace(changes: Partial<Record<'channel' | 'audience' | 'locale', string>>): void;
}

/** Where there are words of one’s own stands beside each choice. */
function Places({ templates, template, choices, onPlace }: PlacesProps) {
  const audiences = unique(templates.map(({ audience }) => audience));
  const here = templates.filter(({ audience }) => audience === template.audience);
  const mark = (name: string, own: boolean) => (own ? t('templates.own', { name }) : name);
  const channelName = (key: string) => choices.channels.find(({ channel }) => channel === key)?.label ?? key;
  return (
    <>
      {audiences.length > 1 && (
        <Select
          label={t('templates.audience')}
          data={audiences.map((value) => ({ value, label: t(`templates.audience.${value}`) }))}
          value={template.audience}
          onChange={(audience) => audience && onPlace({ audience })}
          allowDeselect={false}
          w={{ base: '100%', xs: 150 }}
        />
      )}
      <Select
        label={t('templates.channel')}
        data={unique(here.map(({ channel }) => channel)).map((value) => ({
          value,
          label: mark(
            channelName(value),
            here.some((one) => one.channel === value && one.overridden),
          ),
        }))}
        value={template.channel}
        onChange={(channel) => channel && onPlace({ channel })}
        allowDeselect={false}
        w={{ base: '100%', xs: 180 }}
      />
      <Select
        label={t('reader.language')}
        data={here
          .filter(({ channel }) => channel === template.channel)
          .map(({ locale, overridden }) => ({ value: locale, label: mark(languageName(locale), overridden) }))}
        value={template.locale}
        onChange={(locale) => locale && onPlace({ locale })}
        allowDeselect={false}
        w={{ base: '100%', xs: 200 }}
      />
    </>
  );
}
