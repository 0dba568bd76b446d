/** The notification centre as a page: for phones, and for a link to it. */
import { Paper } from '@mantine/core';
import { refetchAll } from '../../data/client.js';
import { Page } from '../../parts/Page.js';
import NotificationCentre from '../../shell/NotificationCentre.js';
import { t } from '../../words/t.js';

export default function InboxPage() {
  return (
    <Page title={t('page.inbox')} about={t('bell.about')}>
      <Paper withBorder maw={720}>
        <NotificationCentre onGone={() => undefined} changed={refetchAll} />
      </Paper>
    </Page>
  );
}
