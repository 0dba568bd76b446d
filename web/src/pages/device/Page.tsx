/** This device: the app on its home screen, and pushes to it. */
import { Alert, Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { Page } from '../../parts/Page.js';
import { useInstallOffer } from '../../shell/install.js';
import { t } from '../../words/t.js';
import { PhoneCard } from './PhoneCard.js';
import { PushCard } from './PushCard.js';

export default function DevicePage() {
  const install = useInstallOffer();
  return (
    <Page title={t('page.device')} about={t('device.about')}>
      <Stack maw={720}>
        <PushCard />
        <PhoneCard />
        <Card withBorder>
          <Title order={2} size="h4">
            {t('device.install')}
          </Title>
          <Text size="sm" c="dimmed" mt={4}>
            {t('device.installAbout')}
          </Text>
          <Group mt="sm">
            {install ? (
              <Button onClick={() => void install()}>{t('device.installNow')}</Button>
            ) : (
              <Alert color="blue">{t('device.installByHand')}</Alert>
            )}
          </Group>
        </Card>
      </Stack>
    </Page>
  );
}
