import { NotThere } from '../parts/NotThere.js';
import { t } from '../words/t.js';

export function NotFound() {
  return <NotThere icon="search" title={t('notFound.title')} why={t('notFound.why')} />;
}
