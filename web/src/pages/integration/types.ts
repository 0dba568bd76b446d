/** The endpoint as its page asks for it. */
import type { EndpointQuery } from './integration.generated.js';

export type ShownEndpoint = Extract<EndpointQuery['node'], { url: string }>;
