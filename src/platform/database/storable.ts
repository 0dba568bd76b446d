/** PostgreSQL's text knows neither NUL nor half a surrogate pair, and one of them would make it refuse a whole batch. */
export function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}
