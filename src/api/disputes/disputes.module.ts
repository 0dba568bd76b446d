import { Module } from '@nestjs/common';
import { Dispute } from '../../core/disputes/dispute.entity.js';
import { rowsById } from '../graphql/loaders.js';
import { NodeRegistry } from '../graphql/node-registry.js';
import { DisputeResolver } from './dispute.resolver.js';
import { DisputeService } from './dispute.service.js';
import { DisputeLiveResolver } from './dispute-live.resolver.js';
import { DisputeEventResolver, EventDisputeResolver } from './event-dispute.resolver.js';
import { DisputeFiguresResolver } from './figures.resolver.js';
import { EscalationPolicyResolver } from './policy.resolver.js';
import { EscalationPreviewResolver } from './policy-preview.resolver.js';
import { DisputeProviderUrlResolver } from './provider-url.resolver.js';
import { DisputeResponseResolver } from './respond.resolver.js';

@Module({
  providers: [
    DisputeEventResolver,
    DisputeFiguresResolver,
    DisputeLiveResolver,
    DisputeProviderUrlResolver,
    DisputeResolver,
    DisputeResponseResolver,
    DisputeService,
    EventDisputeResolver,
    EscalationPolicyResolver,
    EscalationPreviewResolver,
  ],
})
export class DisputesModule {
  constructor(nodes: NodeRegistry) {
    nodes.add('dispute', rowsById(Dispute));
  }
}
