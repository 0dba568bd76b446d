/** The graph itself: how it is served and limited, its scalars, what all nouns share. It knows none of them. */
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { Global, Module } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import type { FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { DateTimeScalar, JsonScalar } from '../../core/schema/enums.js';
import { guardFields } from '../auth/guarded-schema.js';
import { LOG } from '../platform.tokens.js';
import { answerText } from './answer-text.js';
import { errorsPlugin, formatError } from './format-error.js';
import { LIMITS, limitsPlugin } from './limits.js';
import { MoneyResolver } from './money.type.js';
import { NodeResolver } from './node.resolver.js';
import { NodeRegistry } from './node-registry.js';

const graphqlOptions = (log: Logger): ApolloDriverConfig => ({
  autoSchemaFile: true,
  sortSchema: true,
  // Apollo looks at it, too.
  buildSchemaOptions: { skipCheck: true },
  transformSchema: guardFields,
  inheritResolversFromInterfaces: true,
  introspection: true,
  graphiql: false,
  playground: false,
  // Nothing here is cacheable by others; its plugin would look at every field of every answer.
  plugins: [limitsPlugin, errorsPlugin(log), ApolloServerPluginCacheControlDisabled()],
  parseOptions: { maxTokens: LIMITS.tokens },
  // One operation per request: a batch would be many queries for one request's allowance.
  allowBatchedHttpRequests: false,
  // A cookie comes along by itself: no content type that a form can send, no bare GET.
  csrfPrevention: true,
  // 429 and 503 stay what they are where a viewer could not be found out.
  preserveHttpStatusForExecutionErrors: false,
  context: (request: FastifyRequest) => ({ request }),
  formatError,
  stringifyResult: answerText,
});

@Global()
@Module({
  imports: [
    GraphQLModule.forRootAsync<ApolloDriverConfig>({ driver: ApolloDriver, inject: [LOG], useFactory: graphqlOptions }),
  ],
  providers: [DateTimeScalar, JsonScalar, MoneyResolver, NodeRegistry, NodeResolver],
  exports: [GraphQLModule, NodeRegistry],
})
export class GraphModule {}
