import { Args, ArgsType, Field, InputType, Query, Resolver } from '@nestjs/graphql';
import { IsOptional, MaxLength } from 'class-validator';
import { DataSource } from 'typeorm';
import { AuditEntry } from '../../core/access/audit-entry.entity.js';
import type { Viewer } from '../../core/access/viewer.js';
import { Access } from '../../core/schema/access.js';
import { connectionOf, type Page, PageArgs, pageOf } from '../graphql/connection.js';
import { CurrentViewer } from './access.guard.js';

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
}
