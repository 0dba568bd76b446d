/** Who or what a delivery goes to. */

export interface Sent {
  to: string;
  recipient?: { name: string } | null;
  destination?: { label: string } | null;
}

/** By name; null where it has no other than its address. Of an endpoint what it is called: masked addresses look alike. */
export function receiverOf({ to, recipient, destination }: Sent): string | null {
  const name = recipient?.name ?? destination?.label ?? null;
  return name === to ? null : name;
}
