/** How the business looks and is called in its e-mails, beside one of them in light and dark. */
import { Button, Card, ColorInput, Group, SimpleGrid, Stack, Text, TextInput, Title } from '@mantine/core';
import type { CombinedError } from '@urql/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useMayChange } from '../../access.js';
import { client, faultOf, sentenceOf } from '../../data/client.js';
import { useTrial } from '../../data/trial.js';
import { useChanges } from '../../parts/changes.js';
import { ActFault, QueryFault } from '../../parts/Fault.js';
import { LeaveGuard } from '../../parts/LeaveGuard.js';
import { Loading } from '../../parts/Loading.js';
import { OvertakenNote } from '../../parts/OvertakenNote.js';
import { complain, offerUndo } from '../../parts/saved.js';
import { t } from '../../words/t.js';
import { MailFrame } from './MailFrame.js';
import {
  type OwnBrandFragment,
  PreviewTemplateDocument,
  SetBrandDocument,
  type SetBrandInput,
  type ShownTemplateFragment,
  TemplatesOfDocument,
} from './templates.generated.js';

const FIELDS = ['name', 'color', 'logoUrl', 'fromName', 'replyTo'] as const;
type Field = (typeof FIELDS)[number];
type Values = Record<Field, string>;

const brandValues = ({ brand }: OwnBrandFragment): Values =>
  Object.fromEntries(FIELDS.map((field) => [field, brand[field] ?? ''])) as Values;

/** What changed; emptied is back to ours. */
const changes = (from: Values, to: Values): SetBrandInput =>
  Object.fromEntries(
    FIELDS.filter((field) => from[field] !== to[field]).map((field) => [field, to[field].trim() || null]),
  );

function useBrandDraft(business: OwnBrandFragment) {
  const saved = brandValues(business);
  const draft = useChanges(saved);
  const { values, drop } = draft;
  const [error, setError] = useState<CombinedError>();
  const [busy, setBusy] = useState(false);
  const input = changes(saved, values);
  const put = (next: SetBrandInput) => client.mutation(SetBrandDocument, { input: next }).toPromise();
  const keep = async () => {
    setBusy(true);
    const { data, error: fault } = await put(input).finally(() => setBusy(false));
    setError(fault);
    if (!data) return;
    drop(values);
    const now = brandValues(data.setBrand.business);
    offerUndo(t('templates.brandSaved'), async () => {
      const undone = await put(changes(now, saved));
      if (undone.error) complain(sentenceOf(undone.error));
    });
  };
  return { ...draft, input, error, busy, keep };
}

interface BrandProps {
  business: OwnBrandFragment & { locale: string };
  eventType: string;
}

export function Brand({ business, eventType }: BrandProps) {
  const draft = useBrandDraft(business);
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg" style={{ alignItems: 'start' }}>
      <Card withBorder component="section" aria-labelledby="brand">
        <Title order={2} size="h4" id="brand" mb="sm">
          {t('templates.brand')}
        </Title>
        <BrandFields draft={draft} />
      </Card>
      <Look business={business} eventType={eventType} draft={draft} />
      <LeaveGuard dirty={draft.dirty} what={t('leave.lost')} names={['tab']} />
    </SimpleGrid>
  );
}

type BrandDraft = ReturnType<typeof useBrandDraft>;

function BrandFields({ draft }: { draft: BrandDraft }) {
  const { values, change, overtaken, take, dirty, error, busy, keep } = draft;
  const mayChange = useMayChange();
  const why = mayChange ? undefined : t('access.adminOnly');
  const common = (field: Field) => ({
    label: t(`templates.brand.${field}`),
    description: t(`templates.brandAbout.${field}`),
    value: values[field],
    error: faultOf(error, field),
    disabled: !mayChange,
    autoComplete: 'off',
  });
  const text = (field: Field) => ({
    ...common(field),
    onChange: (event: { currentTarget: { value: string } }) => change({ [field]: event.currentTarget.value }),
  });
  return (
    <Stack gap="sm">
      <TextInput {...text('name')} />
      <ColorInput
        {...common('color')}
        onChange={(color) => change({ color })}
        eyeDropperButtonProps={{ 'aria-label': t('templates.pick') }}
        popoverProps={{ withinPortal: false }}
      />
      <TextInput {...text('logoUrl')} type="url" placeholder="https://" />
      <TextInput {...text('fromName')} />
      <TextInput {...text('replyTo')} type="email" />
      {error && FIELDS.every((field) => !faultOf(error, field)) && <ActFault error={error} />}
      <OvertakenNote
        theirs={overtaken.map(({ key, saved }) => ({ label: t(`templates.brand.${key}`), value: saved }))}
        onTake={take}
      />
      <Group justify="flex-end">
        <Button loading={busy} disabled={!mayChange || !dirty} title={why} onClick={() => void keep()}>
          {t('save')}
        </Button>
      </Group>
    </Stack>
  );
}

function Look({ business, eventType, draft }: BrandProps & { draft: BrandDraft }) {
  const [{ data }] = useQuery({ query: TemplatesOfDocument, variables: { eventType } });
  const { locale } = business;
  const place = data && placeOf(data.templates, locale);
  const input = place && { ...place, eventType, brand: draft.dirty ? draft.input : null };
  const { data: shown, error, again } = useTrial(PreviewTemplateDocument, input ?? null);
  const html = shown?.previewTemplate.html;
  return (
    <Card withBorder component="section" aria-labelledby="look">
      <Title order={2} size="h4" id="look" mb="sm">
        {t('templates.preview')}
      </Title>
      {error && <QueryFault error={error} retry={again} />}
      {!html && !error && <Loading rows={2} height={200} />}
      {html && (
        <Stack gap="sm">
          {(['light', 'dark'] as const).map((scheme) => (
            <div key={scheme}>
              <Text size="xs" c="dimmed" mb={4}>
                {t(`templates.${scheme}`)}
              </Text>
              <MailFrame html={html} title={t(`templates.${scheme}`)} scheme={scheme} />
            </div>
          ))}
        </Stack>
      )}
    </Card>
  );
}

/** The first has a look of its own: an e-mail. */
function placeOf(templates: readonly ShownTemplateFragment[], wanted: string) {
  const near = templates.find(({ locale }) => locale === wanted || locale === wanted.split('-')[0]) ?? templates[0];
  return near && { audience: near.audience, channel: near.channel, locale: near.locale };
}
