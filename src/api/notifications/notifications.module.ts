import { Module } from '@nestjs/common';
import { Notification } from '../../core/planning/notification.entity.js';
import { rowsById } from '../graphql/loaders.js';
import { NodeRegistry } from '../graphql/node-registry.js';
import { NotificationResolver } from './notification.resolver.js';
import { NotificationService } from './notification.service.js';
import { NotificationLiveResolver } from './notification-live.resolver.js';
import { NotificationMarksResolver } from './notification-marks.resolver.js';

@Module({
  providers: [NotificationLiveResolver, NotificationMarksResolver, NotificationResolver, NotificationService],
})
export class NotificationsModule {
  constructor(nodes: NodeRegistry) {
    nodes.add('notification', rowsById(Notification));
  }
}
