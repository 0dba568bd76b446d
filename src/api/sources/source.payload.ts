import { Field, Int, ObjectType } from '@nestjs/graphql';
import { Source } from '../../core/ingest/source.entity.js';
import type { Reconciled } from '../../core/maintenance/reconcile.js';
import { VisibleTo } from '../../core/schema/access.js';

@ObjectType('Reconciled', { description: 'What came of asking the provider for what was missed.' })
@VisibleTo({})
class ReconciledType implements Reconciled {
  @Field(() => Int, { description: 'Events that no webhook had told.' })
  found: number;
  @Field({
    description: 'False: there is more to ask, which is done within the hour; or `reconcileProblem` says why not.',
  })
  complete: boolean;
}

@ObjectType()
@VisibleTo({})
export class SourcePayload {
  @Field(() => Source)
  source: Source;
  @Field(() => String, { nullable: true, description: 'Shown once, here; null where the provider made it.' })
  secret: string | null;
  @Field(() => ReconciledType, { nullable: true, description: 'Of reconcileSource alone.' })
  reconciled?: Reconciled | null;
}
