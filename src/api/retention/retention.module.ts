import { Module } from '@nestjs/common';
import { EraseCustomerResolver } from './erase-customer.resolver.js';
import { RetentionResolver } from './retention.resolver.js';

@Module({ providers: [EraseCustomerResolver, RetentionResolver] })
export class RetentionModule {}
