/** A customer asks to be forgotten: who it is, what goes and what stays, how much, the act, and what it did. In one dialog. */
import { Alert, Button, Stack, Text, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { CombinedError } from '@urql/core';
import { useState } from 'react';
import { useMayChange } from '../../access.js';
import { client, faultOf, refetchAll } from '../../data/client.js';
import { Ask } from '../../parts/Ask.js';
import { Dialog } from '../../parts/Dialog.js';
import { ActFault } from '../../parts/Fault.js';
import { useFilters } from '../../parts/filters.js';
import { Icon } from '../../parts/Icon.js';
import { Panel } from '../../parts/Panel.js';
import { t } from '../../words/t.js';
import { EraseCustomerDocument, type EraseCustomerMutation } from './customer.generated.js';

type Count = EraseCustomerMutation['eraseCustomer'];

/** For who may do it; nobody else has any use of it. Open, it stands in the address: other places lead here. */
export function Erase() {
  const mayChange = useMayChange();
  const [{ erase, customer }, setOpen] = useFilters(['erase', 'customer']);
  if (!mayChange) return null;
  return (
    <Panel title={t('customer.erase')} about={t('customer.eraseAbout')}>
      <Button
        variant="default"
        leftSection={<Icon name="trash" size={16} />}
        onClick={() => setOpen({ erase: 'ask' }, true)}
        style={{ alignSelf: 'flex-start' }}
      >
        {t('customer.erase')}
      </Button>
      {erase && (
        <EraseDialog named={customer} onClose={() => setOpen({ erase: undefined, customer: undefined }, true)} />
      )}
    </Panel>
  );
}

/** @param named the provider's id of whoever an event is about, where one led here */
function EraseDialog({ named = '', onClose }: { named?: string | undefined; onClose(): void }) {
  const [email, setEmail] = useState('');
  const [customerId, setCustomerId] = useState(named);
  /** Of whoever stands in the fields; null: not counted yet. */
  const [counted, setCounted] = useState<Count | null>(null);
  const [erased, setErased] = useState<Count | null>(null);
  const [error, setError] = useState<CombinedError>();
  const proceed = async () => {
    const dryRun = counted === null;
    const input = { email: email.trim() || null, customerId: customerId.trim() || null, dryRun };
    const { data, error: fault } = await client.mutation(EraseCustomerDocument, { input }).toPromise();
    setError(fault);
    if (data) (dryRun ? setCounted : setErased)(data.eraseCustomer);
    if (data && !dryRun) refetchAll();
    return false;
  };
  const name = (set: (text: string) => void) => (text: string) => {
    set(text);
    setCounted(null);
    setError(undefined);
  };
  if (erased) return <Erased count={erased} onClose={onClose} />;
  return (
    <Ask
      title={t('customer.erase')}
      act={counted ? t('customer.eraseAct', { count: counted.events }) : t('customer.eraseLook')}
      danger={counted !== null}
      disabled={counted?.events === 0 || !(email.trim() || customerId.trim())}
      onAct={proceed}
      onClose={onClose}
    >
      <Stack gap="sm">
        <Customer email={email} onEmail={name(setEmail)} id={customerId} onId={name(setCustomerId)} error={error} />
        <What />
        <div role="status">{counted && <CountedErasure count={counted} />}</div>
      </Stack>
    </Ask>
  );
}

interface CustomerProps {
  email: string;
  onEmail(text: string): void;
  id: string;
  onId(text: string): void;
  error: CombinedError | undefined;
}

function Customer({ email, onEmail, id, onId, error }: CustomerProps) {
  const [ofEmail, ofId] = [faultOf(error, 'email'), faultOf(error, 'customerId')];
  return (
    <>
      <TextInput
        label={t('customer.eraseEmail')}
        value={email}
        onChange={({ currentTarget }) => onEmail(currentTarget.value)}
        error={ofEmail}
        inputMode="email"
        autoComplete="off"
        data-autofocus
      />
      <TextInput
        label={t('customer.eraseId')}
        value={id}
        onChange={({ currentTarget }) => onId(currentTarget.value)}
        error={ofId}
        autoComplete="off"
      />
      <Text size="sm" c="dimmed">
        {t('customer.eraseWho')}
      </Text>
      {error && !ofEmail && !ofId && <ActFault error={error} />}
    </>
  );
}

function What() {
  return (
    <>
      <Said title={t('customer.eraseGoes')} text={t('customer.eraseGoesWhat')} />
      <Said title={t('customer.eraseStays')} text={t('customer.eraseStaysWhat')} />
      <Alert color="red">{t('customer.eraseFinal')}</Alert>
    </>
  );
}

function Said({ title, text }: { title: string; text: string }) {
  return (
    <div>
      <Text size="sm" fw={600}>
        {title}
      </Text>
      <Text size="sm">{text}</Text>
    </div>
  );
}

function CountedErasure({ count: { events, deliveries, kept, later } }: { count: Count }) {
  if (events === 0) return <Text size="sm">{t('customer.eraseNone')}</Text>;
  return (
    <>
      <Text fw={600}>{t('customer.eraseCount', { count: events })}</Text>
      {deliveries > 0 && <Text size="sm">{t('customer.eraseCountMails', { count: deliveries })}</Text>}
      {kept > 0 && <Text size="sm">{t('customer.eraseCountKept', { count: kept })}</Text>}
      {later > 0 && <Text size="sm">{t('customer.eraseCountLater', { count: later })}</Text>}
    </>
  );
}

function Erased({ count: { events, deliveries, kept, later }, onClose }: { count: Count; onClose(): void }) {
  return (
    <Dialog title={t('customer.erase')} onClose={onClose} centered>
      <Stack gap="sm">
        <div role="status">
          <Text fw={600}>{t('customer.erased', { count: events - kept - later })}</Text>
          {later > 0 && <Text size="sm">{t('customer.erasedLater', { count: later })}</Text>}
          {deliveries > 0 && later === 0 && <Text size="sm">{t('customer.erasedMails', { count: deliveries })}</Text>}
          {kept > 0 && <Text size="sm">{t('customer.erasedKept', { count: kept })}</Text>}
        </div>
        <Text size="sm">
          <Link to="/settings/audit" className="link">
            {t('customer.erasedNoted')}
          </Link>
        </Text>
        <Button onClick={onClose} style={{ alignSelf: 'flex-end' }}>
          {t('close')}
        </Button>
      </Stack>
    </Dialog>
  );
}
