/** Connections of an API and of `tocsin doctor`, which only ask. No worker is loaded for them. */
import type { ConnectionOptions } from '@temporalio/client';
import { temporalConnectSettings } from './connect-settings.js';

/**
 * Each question is asked once. The SDK repeats one by a timer that nothing ends, and one that comes due after `close()` throws where
 * nobody catches it: that ended `tocsin doctor` beside a busy Temporal. No proxy that HTTP_PROXY names is asked, as by workers.
 */
export function questionsTo(address: string): ConnectionOptions {
  return { ...temporalConnectSettings(), interceptors: [], address, channelArgs: { 'grpc.enable_http_proxy': 0 } };
}
