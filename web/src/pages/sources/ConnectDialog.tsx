/** From nothing to the first event: the kind, then an API key that does it all, or address and secret by hand, then the wait. */
import { Alert, Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../../parts/Dialog.js';
import { Icon } from '../../parts/Icon.js';
import { labelled, t } from '../../words/t.js';
import { Back } from './Back.js';
import { ByHand, TheirSecret } from './ByHand.js';
import { ByKey } from './ByKey.js';
import { FirstEvent } from './FirstEvent.js';
import type { Kind } from './types.js';

/** What to do next; `WAIT` names the source that was made. */
type Step =
  | { at: 'KIND' }
  | { at: 'WAY' | 'KEY' | 'HAND'; kind: Kind }
  | { at: 'WAIT' | 'SECRET'; kind: Kind; sourceId: string };

interface ConnectDialogProps {
  kinds: readonly Kind[];
  /** Those that are connected. */
  sources: readonly { kind: string; name: string }[];
  onClose(): void;
}

export function ConnectDialog({ kinds, sources, onClose }: ConnectDialogProps) {
  const [step, setStep] = useState<Step>({ at: 'KIND' });
  const choose = (kind: Kind) => setStep({ at: kind.connectsByKey ? 'WAY' : 'HAND', kind });
  // Sources that have no other way are as many as there are shops and systems of one's own.
  const again = step.at === 'WAY' && sources.find(({ kind }) => kind === step.kind.kind);
  const waitFor = (kind: Kind) => (sourceId: string) => setStep({ at: 'WAIT', kind, sourceId });
  return (
    <Dialog
      onClose={onClose}
      size="lg"
      title={'kind' in step ? labelled(t('sources.add'), step.kind.label) : t('sources.add')}
      closeOnClickOutside={false}
    >
      {again && (
        <Alert color="orange" mb="md">
          {t('sources.again', { provider: step.kind.label, source: again.name })}
        </Alert>
      )}
      {step.at === 'KIND' && <KindCards kinds={kinds} onChoose={choose} />}
      {step.at === 'WAY' && (
        <Stack>
          <Button size="md" onClick={() => setStep({ at: 'KEY', kind: step.kind })}>
            {t('sources.byKey')}
          </Button>
          <Button size="md" variant="default" onClick={() => setStep({ at: 'HAND', kind: step.kind })}>
            {t('sources.byHand')}
          </Button>
          <Back onBack={() => setStep({ at: 'KIND' })} />
        </Stack>
      )}
      {step.at === 'KEY' && (
        <Stack>
          <ByKey kind={step.kind} onDone={waitFor(step.kind)} />
          <Back onBack={() => setStep({ at: 'WAY', kind: step.kind })} />
        </Stack>
      )}
      {step.at === 'HAND' && (
        <ByHand
          kind={step.kind}
          onDone={waitFor(step.kind)}
          onBack={() => setStep(step.kind.connectsByKey ? { at: 'WAY', kind: step.kind } : { at: 'KIND' })}
        />
      )}
      {step.at === 'SECRET' && (
        <TheirSecret kind={step.kind} id={step.sourceId} onDone={() => waitFor(step.kind)(step.sourceId)} />
      )}
      {step.at === 'WAIT' && (
        <FirstEvent
          sourceId={step.sourceId}
          onSecret={step.kind.secretOfProvider ? () => setStep({ ...step, at: 'SECRET' }) : undefined}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}

function KindCards({ kinds, onChoose }: { kinds: readonly Kind[]; onChoose(kind: Kind): void }) {
  return (
    <Stack>
      <Title order={2} size="h4">
        {t('sources.pickKind')}
      </Title>
      {kinds.map((kind) => (
        <Card
          key={kind.kind}
          withBorder
          component="button"
          type="button"
          onClick={() => onChoose(kind)}
          className="choice"
        >
          <Group justify="space-between" wrap="nowrap">
            <Text fw={600}>{kind.label}</Text>
            <Icon name="chevron" />
          </Group>
        </Card>
      ))}
    </Stack>
  );
}
