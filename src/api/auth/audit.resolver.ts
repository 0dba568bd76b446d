import { Args, ArgsType, Field, InputType, ObjectType, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { IsOptional, MaxLength } from 'class-validator';
import { DataSource } from 'typeorm';
import { AuditEntry } from '../../core/access/audit-entry.entity.js';
import type { Viewer } from '../../core/access/viewer.js';
import { Access, VisibleTo } from '../../core/schema/access.js';
import { kindOfId } from '../../domain/ids.js';
import type { Formatter } from '../../i18n/formatter.js';
import { eventTypeName, keyName } from '../../i18n/labels.js';
import { connectionOf, type Page, PageArgs, pageOf } from '../graphql/connection.js';
import type { FieldContext } from '../graphql/field-context.js';
import type { Loaders } from '../graphql/loaders.js';
import { CurrentViewer } from './access.guard.js';
import { type KnownName, namesOfIds } from './audit.loader.js';
import { type ChangeInWords, changesInWords, entrySentence, idsIn, type NameOf } from './audit-words.js';

@InputType()
class AuditFilter {
  @Field(() => String, { nullable: true, description: 'A part of it.' })
  @IsOptional()
  @MaxLength(200)
  actor?: string | null;
  @Field(() => String, { nullable: true, description: 'The id of what was changed.' })
  @IsOptional()
  @MaxLength(200)
  subject?: string | null;
  @Field(() => Date, { nullable: true })
  since?: Date | null;
  @Field(() => Date, { nullable: true })
  until?: Date | null;
}

@ArgsType()
class AuditArgs extends PageArgs {
  @Field(() => AuditFilter, { nullable: true })
  filter?: AuditFilter | null;
}

@ObjectType()
@VisibleTo({})
export class AuditChange implements ChangeInWords {
  @Field({ description: 'What changed.' })
  label: string;
  @Field(() => String, { nullable: true, description: 'Null: it was not there.' })
  before: string | null;
  @Field(() => String, { nullable: true, description: 'Null: it is no longer there.' })
  after: string | null;
}

const AuditEntryConnection = connectionOf<AuditEntry>('AuditEntry', () => AuditEntry);

@Resolver(() => AuditEntry)
export class AuditResolver {
  constructor(private readonly dataSource: DataSource) {}

  @Query(() => AuditEntryConnection, { description: 'Who changed what, newest first.' })
  @Access('ADMIN')
  auditLog(@CurrentViewer() viewer: Viewer, @Args() args: AuditArgs): Promise<Page<AuditEntry>> {
    const query = this.dataSource
      .getRepository(AuditEntry)
      .createQueryBuilder('entry')
      .where('entry.businessId = :businessId', viewer);
    const { actor, subject, since, until } = args.filter ?? {};
    if (actor) query.andWhere('entry.actor ILIKE :actor', { actor: `%${actor.replace(/[\\%_]/g, '\\$&')}%` });
    if (subject) query.andWhere('entry.subject = :subject', { subject });
    if (since) query.andWhere('entry.at >= :since', { since });
    if (until) query.andWhere('entry.at < :until', { until });
    return pageOf(query, 'auditEntry', args);
  }

  @ResolveField(() => String, { description: 'Who did what to what, as one sentence.' })
  async sentence(entry: AuditEntry, _: object, { loaders, formatter }: FieldContext): Promise<string> {
    return entrySentence(entry, await namesIn(entry, loaders, formatter), formatter);
  }

  @ResolveField(() => [AuditChange], { description: 'What changed, in words.' })
  async changes(entry: AuditEntry, _: object, { loaders, formatter }: FieldContext): Promise<AuditChange[]> {
    return changesInWords(entry, await namesIn(entry, loaders, formatter), formatter);
  }
}

async function namesIn(entry: AuditEntry, loaders: Loaders, formatter: Formatter): Promise<NameOf> {
  const ids = idsIn(entry);
  const known = await Promise.all(ids.map((id) => loaders.load(namesOfIds, id)));
  const names = new Map(ids.map((id, at) => [id, auditedName(id, known[at] ?? null, formatter)]));
  return (id) => names.get(id) ?? null;
}

function auditedName(id: string, known: KnownName | null, formatter: Formatter): string | null {
  const { name = null, eventType = null, ofOperator = false, person = null } = known ?? {};
  if (name !== null && kindOfId(id) === 'apiKey') return keyName(formatter, { name, ofOperator, person });
  return name ?? (eventType && (eventTypeName(formatter, eventType) ?? eventType));
}
