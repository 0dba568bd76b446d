/** What a sealed value is bound to, by the id of its row: whoever moves it to another row or column cannot open it there. */
export const contextOfDestination = (id: string) => `destinations ${id}`;
export const contextOfSource = (id: string) => `sources ${id}`;
export const contextOfApiKey = (sourceId: string) => `sources ${sourceId} api key`;
export const contextOfErasure = (id: string) => `erasures ${id}`;
