import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import type { Viewer } from '../../core/access/viewer.js';
import { Access } from '../../core/schema/access.js';
import { Node } from '../../core/schema/node.js';
import { CurrentViewer, RequestLoaders } from '../auth/access.guard.js';
import type { Loaders } from './loaders.js';
import { NodeRegistry } from './node-registry.js';

@Resolver(() => Node)
export class NodeResolver {
  constructor(private readonly nodes: NodeRegistry) {}

  @Query(() => Node, { nullable: true })
  @Access('ADMIN', 'VIEWER', 'MEMBER')
  node(
    @CurrentViewer() viewer: Viewer,
    @RequestLoaders() loaders: Loaders,
    @Args('id', { type: () => ID }) id: string,
  ): Promise<Node | null> {
    return this.nodes.find(viewer, loaders, id);
  }
}
