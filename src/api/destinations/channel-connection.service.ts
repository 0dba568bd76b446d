/** Endpoints that a button makes: the way to the chat and back, with a state that is its beginner's alone and works once. */
import { Inject, Injectable } from '@nestjs/common';
import type { ChannelConnection } from '../../channels/channel.js';
import { channelOf } from '../../channels/index.js';
import type { Viewer } from '../../core/access/viewer.js';
import { makeReason, type Reason } from '../../domain/reasons.js';
import type { ChatApp, Config } from '../../platform/config.js';
import { OutboundGuard, OutboundRefused } from '../../platform/outbound/guard.js';
import { OutboundClient, OutboundFailed, OutboundTimeout } from '../../platform/outbound/http.js';
import { SecretBox } from '../../platform/secrets/secret-box.js';
import { UsedTokens } from '../auth/used-tokens.js';
import { badInput, notFound, unavailable } from '../graphql/errors.js';
import { CONFIG } from '../platform.tokens.js';
import { DestinationService, type DestinationWithSecret } from './destination.service.js';

/** Long enough to sign in there and choose. */
const MINUTES = 10;
/** When it is worth trying again where the chat was away. */
const AWAY_SECONDS = 60;
const CONTEXT = 'connection of a channel';
/** The page of the web app that a browser comes back to (web/src/pages.ts). */
const COMES_BACK_TO = '/integrations/connected';

interface State {
  channel: string;
  businessId: string;
  /** Who began: another session cannot end it, so that nobody is made to connect a chat of somebody else's. */
  credential: string;
  /** The endpoint that is connected again; null: a new one. */
  endpointId: string | null;
  /** Epoch milliseconds. */
  until: number;
}

interface Way extends ChannelConnection {
  app: ChatApp;
}

@Injectable()
export class ChannelConnectionService {
  private readonly http: OutboundClient;

  constructor(
    private readonly destinations: DestinationService,
    private readonly box: SecretBox,
    private readonly usedTokens: UsedTokens,
    guard: OutboundGuard,
    @Inject(CONFIG) private readonly config: Pick<Config, 'chatApps' | 'publicUrl'>,
  ) {
    this.http = new OutboundClient(guard);
  }

  /**
   * Where the browser goes. @param endpointId the endpoint of this channel that is connected again
   * @throws BAD_USER_INPUT where it cannot be connected so, or is not set up; NOT_FOUND.
   */
  async begin(
    viewer: Viewer,
    { channel, endpointId = null }: { channel: string; endpointId?: string | null },
    now = Date.now(),
  ): Promise<string> {
    const { app, authorizeUrl } = this.wayTo(channel);
    if (endpointId !== null && (await this.destinations.find(viewer, endpointId)).channel !== channel)
      throw notFound('DESTINATION', endpointId);
    const { businessId, credential } = viewer;
    const state: State = { channel, businessId, credential, endpointId, until: now + MINUTES * 60_000 };
    return authorizeUrl(app, {
      redirectUrl: this.redirectUrl,
      state: this.box.seal(JSON.stringify(state), CONTEXT),
    });
  }

  /** @param code null: somebody declined there. @throws BAD_USER_INPUT with why nothing was connected; UNAVAILABLE. */
  async finish(
    viewer: Viewer,
    { state, code }: { state: string; code: string | null },
    now = Date.now(),
  ): Promise<DestinationWithSecret> {
    const { channel, endpointId } = await this.useState(viewer, state, now);
    if (code === null) throw badInput(makeReason('CONNECT_DENIED', { carrier: channel }), 'code');
    const { app, exchange } = this.wayTo(channel);
    const connected = await exchange(app, { redirectUrl: this.redirectUrl, code }, this.http).catch(connectionFailed);
    if ('code' in connected) throw badInput(connected, 'code');
    return this.destinations.connect(viewer, { channel, endpointId }, connected);
  }

  private get redirectUrl(): string {
    return `${this.config.publicUrl}${COMES_BACK_TO}`;
  }

  private async useState({ businessId, credential }: Viewer, sealed: string, now: number): Promise<State> {
    const state = this.openState(sealed);
    const own = state?.businessId === businessId && state.credential === credential;
    if (!state || !own || !(await this.usedTokens.use(sealed, state, now)))
      throw badInput(makeReason('CONNECT_STATE_DEAD', { minutes: MINUTES }), 'state');
    return state;
  }

  private openState(sealed: string): State | null {
    try {
      return JSON.parse(this.box.open(sealed, CONTEXT)) as State;
    } catch {
      return null;
    }
  }

  private wayTo(channel: string): Way {
    const { connection } = channelOf(channel);
    if (!connection) throw badInput(makeReason('CHANNEL_NOT_CONNECTED_SO', { carrier: channel }), 'channel');
    const app = this.config.chatApps[channel];
    if (!app)
      throw badInput(makeReason('CONNECT_NOT_SET_UP', { carrier: channel, settings: connection.settings }), 'channel');
    return { ...connection, app };
  }
}

function connectionFailed(error: unknown): never {
  const known = [OutboundRefused, OutboundTimeout, OutboundFailed].some((kind) => error instanceof kind);
  if (!known) throw error;
  const { reason } = error as { reason: Reason };
  throw unavailable({ code: 'UNAVAILABLE', reason, retryAfterSeconds: AWAY_SECONDS });
}
