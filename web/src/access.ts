/** Who looks, and what they may do. Controls that somebody may not use are shown, disabled, with the reason. */
import { createContext, useContext } from 'react';
import type { PageEntry } from './pages.js';
import type { ShellQuery } from './shell/shell.generated.js';

export type Viewer = ShellQuery['viewer'];

export const ViewerContext = createContext<Viewer | null>(null);

/** @throws outside of the shell, which draws no page before it knows who looks. */
export function useViewer(): Viewer {
  const viewer = useContext(ViewerContext);
  if (!viewer) throw new Error('There is no viewer outside of the shell.');
  return viewer;
}

/** Whether a page is there for them. */
export const isFor = ({ access }: PageEntry, viewer: Viewer | null): boolean =>
  !access || access.some((one) => one === viewer?.access);

/** Whether they may change what belongs to the whole business. */
export const useMayChange = (): boolean => useViewer().access === 'ADMIN';

/** Whether they may change what belongs to this person. */
export function useMayChangeOf(): (recipientId: string | null | undefined) => boolean {
  const { access, recipient } = useViewer();
  return (recipientId) => access === 'ADMIN' || (access === 'MEMBER' && !!recipient && recipient.id === recipientId);
}

/** Whether they may change anything at all: what they read of their own, or take a dispute. */
export const useMayAct = (): boolean => useViewer().access !== 'VIEWER';

/** Whether they see what belongs to everybody, rather than what was told to them. */
export function useSeesAll(): boolean {
  const { access } = useViewer();
  return access === 'ADMIN' || access === 'VIEWER';
}
