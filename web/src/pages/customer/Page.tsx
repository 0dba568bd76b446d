/** E-mails to the customers of the business: on by default, and apart from what the team is told. */
import { Alert, Card, Stack, Text, Title } from '@mantine/core';
import { useQuery } from 'urql';
import { useFresh } from '../../data/fresh.js';
import { QueryFault } from '../../parts/Fault.js';
import { Loading } from '../../parts/Loading.js';
import { Page } from '../../parts/Page.js';
import { t } from '../../words/t.js';
import { Activation } from './Activation.js';
import { CustomerEmail } from './CustomerEmail.js';
import { CustomerEmailsDocument } from './customer.generated.js';
import { Erase } from './Erase.js';

export default function CustomerPage() {
  const [{ data, error }, ask] = useQuery({ query: CustomerEmailsDocument });
  useFresh(() => ask({ requestPolicy: 'network-only' }));
  return (
    <Page title={t('page.customer')} about={t('customer.about')}>
      {error && <QueryFault error={error} />}
      {!data && !error && <Loading rows={3} height={110} />}
      {data && (
        <Stack>
          <Alert color="blue">{t('customer.apart')}</Alert>
          <ul className="rows cards">
            {data.business.customerEmails.map((email) => (
              <CustomerEmail key={email.eventType.key} email={email} ownLocale={data.business.locale} />
            ))}
          </ul>
          <Card withBorder>
            <Title order={2} size="h4">
              {t('customer.activation')}
            </Title>
            <Text size="sm" c="dimmed" mb="sm">
              {t('customer.activationAbout')}
            </Text>
            <Activation instructions={data.business.activationInstructions} ownLocale={data.business.locale} />
          </Card>
          <Erase />
        </Stack>
      )}
    </Page>
  );
}
