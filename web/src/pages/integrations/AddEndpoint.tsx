/** An endpoint step by step: its fields, its events, its code tried on a payload; then it is made. */
import { Alert, Button, Card, Group, Stepper, Title } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { CombinedError } from '@urql/core';
import { type FormEvent, useState } from 'react';
import { client, sentenceOf } from '../../data/client.js';
import { EventTypePicker } from '../../parts/EventTypePicker.js';
import type { EndpointChannelFragment } from '../../parts/endpointChannel.generated.js';
import { LeaveGuard } from '../../parts/LeaveGuard.js';
import { isComplete, MetaForm, type MetaValues } from '../../parts/MetaForm.js';
import { Page } from '../../parts/Page.js';
import { SecretOnce } from '../../parts/SecretOnce.js';
import { say } from '../../parts/saved.js';
import { t } from '../../words/t.js';
import { CodeStep } from './CodeStep.js';
import { AddEndpointDocument, type AddEndpointInput, type IntegrationsQuery } from './integrations.generated.js';

interface AddProps {
  channel: EndpointChannelFragment;
  eventTypes: IntegrationsQuery['eventTypes'];
  onClose(): void;
}

type Step = 'fields' | 'events' | 'code';

function formSteps({ fields }: EndpointChannelFragment): Step[] {
  const has = (wanted: string) => fields.some(({ type }) => type === wanted);
  return ['fields', ...(has('EVENT_TYPES') ? ['events' as const] : []), ...(has('CODE') ? ['code' as const] : [])];
}

/** What was left empty is not sent: it has a default. */
function filled(values: MetaValues): Record<string, unknown> {
  const trimmed = Object.entries(values).map(
    ([key, value]) => [key, typeof value === 'string' ? value.trim() : value] as const,
  );
  return Object.fromEntries(trimmed.filter(([, value]) => value !== ''));
}

/** The step that a refused field stands in. */
function stepOf(error: CombinedError, { fields }: EndpointChannelFragment): Step | null {
  const field = fields.find(({ key }) => error.graphQLErrors.some(({ extensions }) => extensions.field === key));
  if (!field) return null;
  return field.type === 'CODE' ? 'code' : field.type === 'EVENT_TYPES' ? 'events' : 'fields';
}

function useAdding({ channel, onClose }: AddProps) {
  const steps = formSteps(channel);
  const [step, setStep] = useState<Step>('fields');
  const [values, setValues] = useState<MetaValues>({});
  const [chosen, setChosen] = useState<readonly string[] | null>(null);
  const [code, setCode] = useState('');
  const [error, setError] = useState<CombinedError>();
  const [busy, setBusy] = useState(false);
  const [made, setMade] = useState<{ id: string; secret: string } | null>(null);
  const navigate = useNavigate();
  const open = (id: string) => void navigate({ to: `/integrations/${id}`, ignoreBlocker: true });
  const create = async () => {
    setBusy(true);
    const input = {
      // Empty: that of the channel, where all go to one.
      url: '',
      ...filled(values),
      channel: channel.channel,
      eventTypes: chosen,
      transformation: code.trim() ? code : null,
    };
    const answer = await client
      .mutation(AddEndpointDocument, { input: input as AddEndpointInput })
      .toPromise()
      .finally(() => setBusy(false));
    setError(answer.error);
    if (answer.error) setStep(stepOf(answer.error, channel) ?? step);
    if (!answer.data) return;
    const { destination, secret } = answer.data.addEndpoint;
    say(t('integrations.added', { name: String(values.label ?? channel.label) }));
    if (secret) setMade({ id: destination.id, secret });
    else open(destination.id);
  };
  const at = steps.indexOf(step);
  const next = () => {
    const following = steps[at + 1];
    if (following) setStep(following);
    else void create();
  };
  const back = () => {
    const earlier = steps[at - 1];
    if (earlier) setStep(earlier);
    else onClose();
  };
  const ready = step === 'fields' ? isComplete(channel.fields, values) : step !== 'events' || chosen?.length !== 0;
  const dirty = made === null && (Object.keys(values).length > 0 || code !== '');
  const position = { steps, step, at, next, back, ready };
  return { ...position, values, setValues, chosen, setChosen, code, setCode, error, busy, made, open, dirty };
}

export function AddEndpoint(props: AddProps) {
  const { channel, eventTypes, onClose } = props;
  const adding = useAdding(props);
  const { steps, step, at, error, made } = adding;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    adding.next();
  };
  const elsewhere = error && stepOf(error, channel) !== 'fields' ? sentenceOf(error) : null;
  return (
    <Page
      title={t('integrations.addTo', { channel: channel.label })}
      about={channel.description}
      wide={step === 'code'}
    >
      <Stepper active={at} size="xs" iconSize={28} aria-hidden="true" mb="lg" maw={720}>
        {steps.map((one) => (
          <Stepper.Step key={one} label={t(`integrations.step.${one}`)} />
        ))}
      </Stepper>
      <Card withBorder component="form" noValidate onSubmit={submit} aria-label={t(`integrations.step.${step}`)}>
        <Title order={2} size="h4" mb="sm">
          {t(`integrations.step.${step}`)}
        </Title>
        {elsewhere && (
          <Alert color="red" mb="sm" role="alert">
            {elsewhere}
          </Alert>
        )}
        <StepBody channel={channel} eventTypes={eventTypes} adding={adding} />
        <Group justify="flex-end" mt="lg">
          <Button variant="subtle" onClick={onClose}>
            {t('cancel')}
          </Button>
          {at > 0 && (
            <Button variant="default" onClick={adding.back}>
              {t('integrations.back')}
            </Button>
          )}
          <Button type="submit" disabled={!adding.ready} loading={adding.busy}>
            {at === steps.length - 1 ? t('integrations.create') : t('integrations.next')}
          </Button>
        </Group>
      </Card>
      <LeaveGuard dirty={adding.dirty} what={t('integrations.leave')} names={['add']} />
      {made && <SecretOnce secret={made.secret} onClose={() => adding.open(made.id)} />}
    </Page>
  );
}

interface StepBodyProps extends Omit<AddProps, 'onClose'> {
  adding: ReturnType<typeof useAdding>;
}

function StepBody({ channel, eventTypes, adding }: StepBodyProps) {
  const { step } = adding;
  const fieldOf = (wanted: string) => channel.fields.find(({ type }) => type === wanted);
  return (
    <>
      {step === 'fields' && (
        <MetaForm fields={channel.fields} values={adding.values} onValues={adding.setValues} error={adding.error} />
      )}
      {step === 'events' && (
        <EventTypePicker
          eventTypes={eventTypes}
          chosen={adding.chosen}
          onChosen={adding.setChosen}
          help={fieldOf('EVENT_TYPES')?.help ?? null}
        />
      )}
      {step === 'code' && (
        <CodeStep
          starters={channel.starters}
          eventTypes={eventTypes}
          chosen={adding.chosen}
          code={adding.code}
          onCode={adding.setCode}
          channel={channel.channel}
          url={String(adding.values[fieldOf('URL')?.key ?? ''] ?? '')}
        />
      )}
    </>
  );
}
