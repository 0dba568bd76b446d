/** Why this destination was told of this event, or was not: what was recorded, and what the rules say today. */
import { useQuery } from 'urql';
import { Dialog } from '../../parts/Dialog.js';
import { QueryFault } from '../../parts/Fault.js';
import { Loading } from '../../parts/Loading.js';
import { t } from '../../words/t.js';
import { Explanation } from './Explanation.js';
import { ExplainDocument } from './event.generated.js';

export function ExplainDialog(props: { eventId: string; destinationId: string; onClose(): void }) {
  const { eventId, destinationId, onClose } = props;
  const [{ data, error }] = useQuery({
    query: ExplainDocument,
    variables: { input: { eventId, destinationId } },
    requestPolicy: 'network-only',
  });
  return (
    <Dialog onClose={onClose} size="lg" title={t('event.why')}>
      {error && <QueryFault error={error} />}
      {!data && !error && <Loading rows={5} height={40} />}
      {data && <Explanation explanation={data.explain} />}
    </Dialog>
  );
}
