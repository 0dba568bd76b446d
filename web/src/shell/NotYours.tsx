/** In the place of a page that is not for who looks. */
import { NotThere } from '../parts/NotThere.js';
import { t } from '../words/t.js';

export function NotYours() {
  return <NotThere icon="shield" title={t('notYours.title')} why={t('notYours.why')} />;
}
