/** Who is signed in, and what they may. */

import { act, Problem, put, read } from "./api.ts";
import { LANGUAGES, words, type Language } from "./words.svelte.ts";

export interface Me {
  user: string;
  display: string;
  language: string;
  units: string;
  party: string | null;
  roles: Record<string, string>;
  permissions: Record<string, string[]>;
}

let me = $state<Me | null>(null);
let known = $state(false);

const asLanguage = (text: string): Language => LANGUAGES.find((item) => item === text) ?? "en";

export const session = {
  get me(): Me | null {
    return me;
  },
  /** Whether the server has said yet who is signed in. */
  get known(): boolean {
    return known;
  },
  get units(): string {
    return me?.units ?? "m2";
  },
  async load(): Promise<void> {
    try {
      me = await read<Me>("/me");
      await words.use(asLanguage(me.language));
    } catch (wrong) {
      if (!(wrong instanceof Problem) || wrong.status !== 401) throw wrong;
      me = null;
      await words.use(asLanguage(navigator.language.slice(0, 2)));
    } finally {
      known = true;
    }
  },
  /** The sign-in has ended: show the door. */
  lost(): void {
    me = null;
  },
  async signIn(name: string, password: string): Promise<void> {
    me = await act<Me>("/sign-in", { name, password });
    await words.use(asLanguage(me.language));
  },
  async signOut(): Promise<void> {
    await act("/sign-out", undefined);
    me = null;
  },
  /** Language and units are the reader's own, kept by the server. */
  async change(wanted: Partial<Pick<Me, "language" | "units" | "display">>): Promise<void> {
    if (wanted.language !== undefined) await words.use(asLanguage(wanted.language));
    if (me === null) return;
    const { display, language, units } = { ...me, ...wanted };
    me = await put<Me>("/me", { display, language, units });
  },
  /** Whether the reader may do that at a studio; without one, anywhere. */
  may(permission: string, studio?: string): boolean {
    if (me === null) return false;
    const places = studio === undefined ? Object.keys(me.permissions) : [studio, "*"];
    return places.some((place) => me?.permissions[place]?.includes(permission));
  },
};
