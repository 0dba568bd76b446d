/** Whom disputes that open from now on are told to, and when, until somebody answers; with the same laid on a date. */
import { Button, Card, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import type { CombinedError } from '@urql/core';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useMayChange } from '../../access.js';
import { client } from '../../data/client.js';
import { QueryFault } from '../../parts/Fault.js';
import { LeaveGuard } from '../../parts/LeaveGuard.js';
import { Loading } from '../../parts/Loading.js';
import { Page } from '../../parts/Page.js';
import { offerUndo } from '../../parts/saved.js';
import { t } from '../../words/t.js';
import {
  EscalationDocument,
  type EscalationPolicyInput,
  type EscalationQuery,
  SetEscalationDocument,
} from './escalation.generated.js';
import { LadderPreview } from './Preview.js';
import { StepDialog, TimeField } from './StepDialog.js';
import { Steps } from './Steps.js';
import { minutesIn, newStep, policyOf, policySteps, type Step, sorted } from './steps.js';

export default function EscalationPage() {
  const [{ data, error }, ask] = useQuery({ query: EscalationDocument });
  const [round, setRound] = useState(0);
  const policy = data?.business.escalationPolicy;
  return (
    <Page title={t('page.escalation')} about={t('escalation.about')} wide>
      {error && <QueryFault error={error} retry={() => ask({ requestPolicy: 'network-only' })} />}
      {!data && !error && <Loading rows={5} height={64} />}
      {/* Saved elsewhere, it begins anew. */}
      {data && (
        <PolicyEditor key={`${round} ${JSON.stringify(policy)}`} data={data} onDiscard={() => setRound(round + 1)} />
      )}
    </Page>
  );
}

const savePolicy = (input: EscalationPolicyInput) => client.mutation(SetEscalationDocument, { input }).toPromise();

function usePolicyDraft({ business }: EscalationQuery) {
  const { escalationPolicy } = business;
  const before = policyOf(policySteps(escalationPolicy), minutesIn(escalationPolicy.estimatedResponseTime));
  const [steps, setSteps] = useState<Step[]>(() => policySteps(escalationPolicy));
  const [estimated, setEstimated] = useState<number | null>(minutesIn(escalationPolicy.estimatedResponseTime));
  const [error, setError] = useState<CombinedError>();
  const [busy, setBusy] = useState(false);
  const policy = policyOf(steps, estimated ?? minutesIn(escalationPolicy.estimatedResponseTime));
  const dirty = JSON.stringify(policy) !== JSON.stringify(before);
  const put = (step: Step) => setSteps(sorted([...steps.filter(({ id }) => id !== step.id), step]));
  const remove = (id: string) => setSteps(steps.filter((step) => step.id !== id));
  const keep = async () => {
    setBusy(true);
    const answer = await savePolicy(policy).finally(() => setBusy(false));
    setError(answer.error);
    if (!answer.error) offerUndo(t('escalation.saved'), () => savePolicy(before));
  };
  return { steps, put, remove, estimated, setEstimated, policy, dirty, error, busy, keep };
}

function PolicyEditor({ data, onDiscard }: { data: EscalationQuery; onDiscard(): void }) {
  const draft = usePolicyDraft(data);
  const { steps, put, policy } = draft;
  const mayChange = useMayChange();
  const [edited, setEdited] = useState<Step | null>(null);
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg" style={{ alignItems: 'start' }}>
      <Card withBorder component="section" aria-labelledby="steps">
        <Title order={2} size="h4" id="steps" mb="xs">
          {t('escalation.steps')}
        </Title>
        <Steps
          steps={steps}
          names={data}
          mayChange={mayChange}
          onEdit={setEdited}
          onRemove={draft.remove}
          onAdd={() => setEdited(newStep(steps))}
        />
        <Rest draft={draft} onDiscard={onDiscard} />
      </Card>
      <LadderPreview policy={policy} names={data} />
      {edited && (
        <StepDialog
          step={edited}
          names={data}
          taken={steps.flatMap(({ id, before }) => (typeof before === 'number' && id !== edited.id ? [before] : []))}
          onStep={put}
          onClose={() => setEdited(null)}
        />
      )}
      <LeaveGuard dirty={draft.dirty} what={t('escalation.leave')} />
    </SimpleGrid>
  );
}

/** What counts for the whole ladder, and the acts. */
function Rest({ draft, onDiscard }: { draft: ReturnType<typeof usePolicyDraft>; onDiscard(): void }) {
  const mayChange = useMayChange();
  const { dirty } = draft;
  return (
    <Stack mt="md" gap="md">
      <TimeField
        label={t('escalation.noDeadline')}
        description={t('escalation.noDeadlineAbout')}
        minutes={draft.estimated}
        onMinutes={draft.setEstimated}
        disabled={!mayChange}
      />
      <Text size="sm" c="dimmed">
        {t('escalation.rules')}
      </Text>
      {draft.error && <QueryFault error={draft.error} />}
      <Group justify="flex-end">
        {dirty && (
          <Button variant="default" onClick={onDiscard}>
            {t('escalation.discard')}
          </Button>
        )}
        <Button
          onClick={() => void draft.keep()}
          loading={draft.busy}
          disabled={!mayChange || !dirty || draft.estimated === null}
          title={mayChange ? undefined : t('access.adminOnly')}
        >
          {t('save')}
        </Button>
      </Group>
    </Stack>
  );
}
