/** The page that shows what was changed, by the kind that its id begins with; none: there is none. */
const PAGES: Record<string, (id: string) => { to: string }> = {
  rcp: (id) => ({ to: `/team/${id}` }),
  evt: (id) => ({ to: `/events/${id}` }),
  dsp: (id) => ({ to: `/disputes/${id}` }),
  src: () => ({ to: '/sources' }),
  key: () => ({ to: '/settings/keys' }),
};

export const subjectPage = (subject: string) => PAGES[subject.slice(0, subject.indexOf('_'))]?.(subject);
