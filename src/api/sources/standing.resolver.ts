import { Int, ResolveField, Resolver } from '@nestjs/graphql';
import { Source } from '../../core/ingest/source.entity.js';
import { SourceStandingEnum } from '../../core/schema/enums.js';
import { holding } from '../../domain/rotation.js';
import {
  type SourceSigns,
  type SourceStanding,
  standingOf,
  standingReason,
  wantsSecret,
} from '../../domain/source-standing.js';
import { ENGLISH, sourceKindLabel } from '../../i18n/labels.js';
import { reasonText } from '../../i18n/reason-text.js';
import { sourceKindOf } from '../../sources/index.js';
import type { FieldContext } from '../graphql/field-context.js';
import type { Loaders } from '../graphql/loaders.js';
import { HasLocale, type LocaleArgument } from '../graphql/locale-argument.js';
import { inLanguage } from '../graphql/request-formatter.js';
import { lastEventsOfSources } from './source.loader.js';
import { refusalsOfSources } from './standing.loader.js';

/** Where a source stands. */
@Resolver(() => Source)
export class StandingResolver {
  @ResolveField(() => SourceStandingEnum, { description: 'What stands between it and its first, or next, event.' })
  async standing(source: Source, _: object, { loaders }: FieldContext): Promise<SourceStanding> {
    return standingOf(await signsOf(source, loaders));
  }

  @ResolveField(() => String, {
    nullable: true,
    description:
      'One sentence with the way out, without `locale` in the language of Accept-Language; null while it receives.',
  })
  @HasLocale()
  async standingReason(
    source: Source,
    { locale }: LocaleArgument,
    { loaders, formatter: requested }: FieldContext,
  ): Promise<string | null> {
    const provider = sourceKindOf(source.kind).secretOfProvider ? sourceKindLabel(ENGLISH, source.kind) : null;
    const reason = standingReason(await signsOf(source, loaders), provider);
    return reason && reasonText(inLanguage(requested, locale), reason);
  }

  @ResolveField(() => Boolean, {
    description:
      'Whether its signing secret is what to look at: it has none, or what came last was refused because no signature matches.',
  })
  async wantsSecret(source: Source, _: object, { loaders }: FieldContext): Promise<boolean> {
    return wantsSecret(await signsOf(source, loaders));
  }

  @ResolveField(() => Int, { description: 'How many signing secrets are accepted now.' })
  activeSecrets({ secrets }: Source): number {
    return holding(secrets, Date.now()).length;
  }

  @ResolveField(() => Date, {
    nullable: true,
    description: 'When the newest event came, where that is longer ago than this source’s own rhythm explains.',
  })
  silentSince(source: Source, _: object, { loaders }: FieldContext): Promise<Date | null> {
    return silentSinceOf(source, loaders);
  }
}

async function signsOf(source: Source, loaders: Loaders): Promise<SourceSigns> {
  const [lastEventAt, refused, silentSince] = await Promise.all([
    loaders.load(lastEventsOfSources, source.id),
    loaders.load(refusalsOfSources, source.id),
    silentSinceOf(source, loaders),
  ]);
  const own = sourceKindOf(source.kind).own === true;
  return { own, activeSecrets: holding(source.secrets, Date.now()).length, lastEventAt, silentSince, refused };
}

/** Maintenance marks it; what came since then ends it. */
async function silentSinceOf({ id, silentSince }: Source, loaders: Loaders): Promise<Date | null> {
  if (!silentSince) return null;
  const last = await loaders.load(lastEventsOfSources, id);
  return last && last > silentSince ? null : silentSince;
}
