/** Histories as files, in the JSON that Temporal's own tools write. */
import { createRequire } from 'node:module';
import proto from '@temporalio/proto';
import type { History } from '../support/temporal.js';

type Converter = Record<'fromJson' | 'toJson', (type: unknown, value: unknown, options?: object) => unknown>;

// The SDK's historyToJSON and historyFromJSON only work where npm gave all of its packages one copy of protobufjs
// ("type must be a Type"); the copy that the messages themselves are made of always fits.
const require = createRequire(import.meta.url);
const ofProto = createRequire(require.resolve('@temporalio/proto'));
const { fromJson, toJson } = ofProto('protobufjs/ext/protojson') as Converter;
const { patchProtobufRoot } = require('@temporalio/proto/lib/patch-protobuf-root.js');
const HISTORY = patchProtobufRoot(proto).lookupType('temporal.api.history.v1.History');

export function historyToJson(history: History): object {
  return toJson(HISTORY, proto.temporal.api.history.v1.History.fromObject(history)) as object;
}

/** Unknown fields pass: newer servers write more. */
export function historyFromJson(json: object): History {
  return fromJson(HISTORY, json, { ignoreUnknownFields: true }) as History;
}
