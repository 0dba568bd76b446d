/** Is money at risk, is anything broken, and what is to be done now? */
import { Stack } from '@mantine/core';
import { useSeesAll } from '../../access.js';
import { Page } from '../../parts/Page.js';
import { t } from '../../words/t.js';
import { Care } from './Care.js';
import { Disputes } from './Disputes.js';
import { Figures } from './Figures.js';
import { FirstSteps } from './FirstSteps.js';
import './overview.css';

export default function OverviewPage() {
  const whole = useSeesAll();
  return (
    <Page title={t('page.overview')} about={t('overview.about')}>
      <Stack gap="xl" className="in-order">
        {whole && <FirstSteps />}
        <Disputes whole={whole} />
        {whole && <Care />}
        {whole && <Figures />}
      </Stack>
    </Page>
  );
}
