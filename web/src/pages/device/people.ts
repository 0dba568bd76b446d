/** Whose device this, or another, may become: one's own, or of who may change everything anybody's. */
import { useQuery } from 'urql';
import { useViewer } from '../../access.js';
import { DeviceDocument } from './device.generated.js';

export interface Person {
  id: string;
  name: string;
}

export function useDeviceSetting() {
  const { recipient } = useViewer();
  const [{ data, error }] = useQuery({ query: DeviceDocument, variables: { people: !recipient } });
  const people: readonly Person[] = recipient ? [recipient] : (data?.recipients?.edges.map(({ node }) => node) ?? []);
  return { data, error, people };
}
