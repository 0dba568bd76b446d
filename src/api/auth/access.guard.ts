import { type CanActivate, createParamDecorator, type ExecutionContext, Injectable } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import type { FastifyRequest } from 'fastify';
import type { GraphQLResolveInfo } from 'graphql';
import { DataSource } from 'typeorm';
import type { Viewer } from '../../core/access/viewer.js';
import { nameTenant } from '../../platform/database/tenancy.js';
import type { FieldContext } from '../graphql/field-context.js';
import { Loaders } from '../graphql/loaders.js';
import { formatterOfRequest } from '../graphql/request-formatter.js';
import { Authenticator } from './authenticator.js';
import { checkFieldPermission } from './field-permissions.js';
import { LargeOperations } from './large-operations.js';
import { checkMemberScope } from './member-scope.js';

/** What fields are answered with is there once the guard has let the root field through. */
export interface RequestContext extends Partial<FieldContext> {
  request: Pick<FastifyRequest, 'headers' | 'ip'>;
  /** How many objects the answer may hold (src/api/graphql/limits.ts). */
  cost?: number;
  /** Set by the guard, once per request. */
  authenticated?: Promise<FieldContext>;
  /** Called when the operation has ended: another one may begin. */
  leave?: () => void;
}

/** For one answer: its look-ups remember what they found. */
export const fieldContextOf = (dataSource: DataSource, viewer: Viewer, context: RequestContext): FieldContext => ({
  viewer,
  loaders: new Loaders(dataSource, viewer),
  formatter: formatterOfRequest(context),
});

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
    const fieldContext = await context.authenticated;
    Object.assign(context, fieldContext);
    const { viewer } = fieldContext;
    nameTenant(viewer.businessId);
    const { scope } = checkFieldPermission(viewer.access, info);
    if (scope) await checkMemberScope(this.dataSource, viewer, scope, graphql.getArgs());
    return true;
  }

  private async authenticate(context: RequestContext, reads: boolean): Promise<FieldContext> {
    const { request, cost = 0 } = context;
    const viewer = await this.authenticator.enter(request, cost);
    context.leave = await this.largeOperations.enter(viewer.businessId, { cost, reads });
    return fieldContextOf(this.dataSource, viewer, context);
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
