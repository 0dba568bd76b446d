/** Why a process cannot listen, for whoever has set its port. */
import { EXIT, FatalError } from './exit-codes.js';

interface Place {
  port: number;
  host: string;
}

/** @param setting which one says the port. @throws a FatalError that names what to set; what nobody can set is passed on. */
export async function listenAt(
  setting: string,
  place: Place,
  listen: (place: Place) => Promise<unknown>,
): Promise<void> {
  await listen(place).catch((error: unknown) => {
    throw listeningFault(error, setting, place) ?? error;
  });
}

function listeningFault(error: unknown, setting: string, { port, host }: Place): FatalError | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'EADDRINUSE')
    return new FatalError(
      `${setting}: another program listens at port ${port} of this machine; stop it, or set another ${setting}.`,
      EXIT.temporary,
    );
  if (code === 'EACCES')
    return new FatalError(
      `${setting}: this user may not listen at port ${port}; set one from 1024 on, and let a proxy pass it on.`,
      EXIT.settings,
    );
  if (/^(EADDRNOTAVAIL|ENOTFOUND|EAI_AGAIN|EINVAL)$/.test(code))
    return new FatalError(
      `HOST: this machine has no address ${host}; set one that it has, or leave HOST out.`,
      EXIT.settings,
    );
  return null;
}
