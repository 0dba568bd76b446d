/** Three steps: a name, the address to enter there, the secret: theirs to be pasted, or ours to be given to them. */
import { Alert, Button, PasswordInput, Stack, Stepper, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useMutation } from 'urql';
import { faultOf, sentenceOf } from '../../data/client.js';
import { CopyField } from '../../parts/CopyField.js';
import { t } from '../../words/t.js';
import { Back } from './Back.js';
import { CreateSourceDocument, SetSourceSecretDocument } from './sources.generated.js';
import type { Kind } from './types.js';

interface Made {
  id: string;
  url: string;
  /** Ours, shown once; null: the provider makes it. */
  secret: string | null;
}

interface HandProps {
  kind: Kind;
  onDone(sourceId: string): void;
  onBack(): void;
}

export function ByHand({ kind, onDone, onBack }: HandProps) {
  const [made, setMade] = useState<Made | null>(null);
  const [step, setStep] = useState(0);
  return (
    <Stack>
      <Stepper active={step} size="xs" iconSize={28} aria-hidden="true">
        <Stepper.Step label={t('sources.name')} />
        <Stepper.Step label={t('sources.enter')} />
        <Stepper.Step label={t('secret.title')} />
      </Stepper>
      {!made && (
        <>
          <NameStep
            kind={kind}
            onMade={(source) => {
              setMade(source);
              setStep(1);
            }}
          />
          <Back onBack={onBack} />
        </>
      )}
      {made && step === 1 && (
        <>
          <Text>{kind.enterUrl}</Text>
          <CopyField text={made.url} label={t('sources.address')} />
          <Button onClick={() => setStep(2)}>{t('sources.next')}</Button>
        </>
      )}
      {made &&
        step === 2 &&
        (made.secret ? (
          <OurSecret kind={kind} secret={made.secret} onDone={() => onDone(made.id)} />
        ) : (
          <TheirSecret kind={kind} id={made.id} onDone={() => onDone(made.id)} />
        ))}
    </Stack>
  );
}

function NameStep({ kind, onMade }: { kind: Kind; onMade(made: Made): void }) {
  const [name, setName] = useState(kind.label);
  const [{ fetching, error }, create] = useMutation(CreateSourceDocument);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const { data } = await create({ input: { kind: kind.kind, name: name.trim() } });
    if (data) onMade({ ...data.createSource.source, secret: data.createSource.secret });
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack>
        <TextInput
          label={t('sources.name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={error && (faultOf(error, 'name') ?? sentenceOf(error))}
          required
          data-autofocus
        />
        <Button type="submit" loading={fetching}>
          {t('sources.next')}
        </Button>
      </Stack>
    </form>
  );
}

/** It may be entered once more: what came was refused. */
export function TheirSecret({ kind, id, onDone }: { kind: Kind; id: string; onDone(): void }) {
  const [secret, setSecret] = useState('');
  const [{ fetching, error }, keep] = useMutation(SetSourceSecretDocument);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const { data } = await keep({ input: { id, secret: secret.trim() } });
    if (data) onDone();
  };
  const fault = faultOf(error, 'secret');
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack>
        <PasswordInput
          label={t('secret.title')}
          description={kind.findSecret}
          value={secret}
          onChange={(event) => setSecret(event.currentTarget.value)}
          error={fault}
          autoComplete="off"
          required
          data-autofocus
        />
        {error && !fault && <Alert color="red">{sentenceOf(error)}</Alert>}
        <Button type="submit" loading={fetching} disabled={!secret.trim()}>
          {t('sources.connect')}
        </Button>
      </Stack>
    </form>
  );
}

function OurSecret({ kind, secret, onDone }: { kind: Kind; secret: string; onDone(): void }) {
  return (
    <>
      <Text>{kind.findSecret}</Text>
      <CopyField text={secret} label={t('secret.title')} />
      <Text size="sm" c="dimmed">
        {t('secret.once')}
      </Text>
      <Button onClick={onDone}>{t('sources.next')}</Button>
    </>
  );
}
