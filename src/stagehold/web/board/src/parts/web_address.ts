/** The address of a source as a link: https or http, never anything that would run. */
export function webAddress(text: string | null | undefined): string | null {
  if (text === null || text === undefined) return null;
  try {
    const { protocol, href } = new URL(text);
    return protocol === "https:" || protocol === "http:" ? href : null;
  } catch {
    return null;
  }
}
