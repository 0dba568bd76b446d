import { Catch, type ExceptionFilter } from '@nestjs/common';
import { GraphQLError } from 'graphql';

/** Expected failures are answers and no incidents: whoever sends wrong keys must not fill the log. */
@Catch(GraphQLError)
export class FailureFilter implements ExceptionFilter<GraphQLError> {
  catch(failure: GraphQLError): GraphQLError {
    return failure;
  }
}
