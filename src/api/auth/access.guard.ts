import { type CanActivate, createParamDecorator, type ExecutionContext, Injectable } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import type { FastifyRequest } from 'fastify';
import type { GraphQLResolveInfo } from 'graphql';
import { DataSource } from 'typeorm';
import type { Viewer } from '../../core/access/viewer.js';
import { nameTenant } from '../../platform/database/tenancy.js';
import { Loaders } from '../graphql/loaders.js';
import { Authenticator } from './authenticator.js';
import { checkFieldPermission } from './field-permissions.js';
import { LargeOperations } from './large-operations.js';
import { checkMemberScope } from './member-scope.js';

export interface RequestContext {
  request: Pick<FastifyRequest, 'headers' | 'ip'>;
  /** How many objects the answer may hold (src/api/graphql/limits.ts). */
  cost?: number;
  /** Set by the guard, once per request. */
  authenticated?: Promise<{ viewer: Viewer; loaders: Loaders }>;
  viewer?: Viewer;
  loaders?: Loaders;
  /** Called when the operation has ended: another one may begin. */
  leave?: () => void;
}

/** Lets a root field through to whom its `@Access` names, and tells the database whose rows may be seen. Without one: nobody. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly authenticator: Authenticator,
    private readonly dataSource: DataSource,
    private readonly largeOperations: LargeOperations,
  ) {}

  async canActivate(execution: ExecutionContext): Promise<boolean> {
    const graphql = GqlExecutionContext.create(execution);
    const context = graphql.getContext<RequestContext>();
    const info = graphql.getInfo<GraphQLResolveInfo>();
    context.authenticated ??= this.authenticate(context, info.operation.operation !== 'mutation');
    const { viewer, loaders } = await context.authenticated;
    Object.assign(context, { viewer, loaders });
    nameTenant(viewer.businessId);
    const { scope } = checkFieldPermission(viewer.access, info);
    if (scope) await checkMemberScope(this.dataSource, viewer, scope, graphql.getArgs());
    return true;
  }

  private async authenticate(context: RequestContext, reads: boolean) {
    const { request, cost = 0 } = context;
    const viewer = await this.authenticator.enter(request, cost);
    context.leave = await this.largeOperations.enter(viewer.businessId, { cost, reads });
    return { viewer, loaders: new Loaders(this.dataSource, viewer) };
  }
}

/** The one who asks. */
export const CurrentViewer = createParamDecorator(
  (_: unknown, execution: ExecutionContext) =>
    GqlExecutionContext.create(execution).getContext<RequestContext>().viewer,
);

/** The batching look-ups of this request. */
export const RequestLoaders = createParamDecorator(
  (_: unknown, execution: ExecutionContext) =>
    GqlExecutionContext.create(execution).getContext<RequestContext>().loaders,
);
