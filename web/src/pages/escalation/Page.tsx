/** Whom disputes that open from now on are told to, and when, until somebody answers; with the same laid on a date. */
import { Button, Card, Group, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import type { CombinedError } from '@urql/core';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useQuery } from 'urql';
import { useMayChange } from '../../access.js';
import { client, sentenceOf } from '../../data/client.js';
import { useFresh } from '../../data/fresh.js';
import { ActFault, QueryFault } from '../../parts/Fault.js';
import { LeaveGuard } from '../../parts/LeaveGuard.js';
import { Loading } from '../../parts/Loading.js';
import { OvertakenNote } from '../../parts/OvertakenNote.js';
import { Page } from '../../parts/Page.js';
import { complain, offerUndo } from '../../parts/saved.js';
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
import { tellsText, timeText, whenText } from './sentences.js';
import { minutesIn, newStep, policyOf, policySteps, type Step, sorted } from './steps.js';

export default function EscalationPage() {
  const [{ data, error }, ask] = useQuery({ query: EscalationDocument });
  useFresh(() => ask({ requestPolicy: 'network-only' }));
  const [round, setRound] = useState(0);
  return (
    <Page title={t('page.escalation')} about={t('escalation.about')} wide>
      {error && <QueryFault error={error} />}
      {!data && !error && <Loading rows={5} height={64} />}
      {data && <PolicyEditor key={round} data={data} onDiscard={() => setRound(round + 1)} />}
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
    if (answer.error) return;
    offerUndo(t('escalation.saved'), async () => {
      const undone = await savePolicy(before);
      if (undone.error) complain(sentenceOf(undone.error));
    });
  };
  return { steps, put, remove, estimated, setEstimated, before, policy, dirty, error, busy, keep };
}

/** Saved elsewhere, it begins anew, but for what somebody changes here. @returns whether that is overtaken */
function useSavedElsewhere(
  { before, policy }: ReturnType<typeof usePolicyDraft>,
  busy: boolean,
  anew: () => void,
): boolean {
  const [saved, drafted] = [JSON.stringify(before), JSON.stringify(policy)];
  const known = useRef(saved);
  const [over, setOver] = useState<string | null>(null);
  const begin = useEffectEvent(() => {
    const untouched = drafted === known.current;
    known.current = saved;
    if (untouched) anew();
    // Not by our own hand.
    else if (drafted !== saved) setOver(saved);
  });
  useEffect(() => {
    if (!busy && saved !== known.current) begin();
  }, [saved, busy]);
  return over === saved && drafted !== saved;
}

/** Their steps, and for how long after the opening where no deadline is stated. */
function theirSteps(data: EscalationQuery) {
  const { escalationPolicy } = data.business;
  const steps = policySteps(escalationPolicy).map((step) => ({ label: whenText(step), value: tellsText(step, data) }));
  const estimated = timeText(minutesIn(escalationPolicy.estimatedResponseTime));
  return [...steps, { label: t('escalation.noDeadline'), value: estimated }];
}

function PolicyEditor({ data, onDiscard }: { data: EscalationQuery; onDiscard(): void }) {
  const draft = usePolicyDraft(data);
  const { steps, put, policy } = draft;
  const mayChange = useMayChange();
  const [edited, setEdited] = useState<Step | null>(null);
  const isOvertaken = useSavedElsewhere(draft, edited !== null, onDiscard);
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
        {isOvertaken && <OvertakenNote theirs={theirSteps(data)} onTake={onDiscard} />}
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
      {draft.error && <ActFault error={draft.error} />}
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
