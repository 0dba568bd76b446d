/** The bundle's interceptors: a run passes the context of its trace on to its activities, and to itself when it continues as new. */
import type { Headers, WorkflowInterceptors } from '@temporalio/workflow';
import { TRACE_HEADER } from './messages.js';

export const interceptors = (): WorkflowInterceptors => {
  let carried: Headers = {};
  const pass = <Input extends { readonly headers: Headers }, Output>(input: Input, next: (input: Input) => Output) =>
    next({ ...input, headers: { ...input.headers, ...carried } });
  return {
    inbound: [
      {
        execute: (input, next) => {
          const context = input.headers[TRACE_HEADER];
          carried = context ? { [TRACE_HEADER]: context } : {};
          return next(input);
        },
      },
    ],
    outbound: [{ scheduleActivity: pass, scheduleLocalActivity: pass, continueAsNew: pass }],
  };
};
