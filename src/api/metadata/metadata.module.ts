import { Module } from '@nestjs/common';
import {
  ChannelConnectionInfoResolver,
  ChannelInfoResolver,
  FieldInfoResolver,
  RoleInfoResolver,
  SourceKindInfoResolver,
} from './metadata.resolver.js';

@Module({
  providers: [
    ChannelConnectionInfoResolver,
    ChannelInfoResolver,
    FieldInfoResolver,
    RoleInfoResolver,
    SourceKindInfoResolver,
  ],
})
export class MetadataModule {}
