/** The languages a story can be looked at in; each file is loaded the first time it is asked for, as on any page. */

interface Language {
  /** As its speakers call it. */
  readonly name: string;
  readonly dir?: 'rtl';
  load(): Promise<unknown>;
}

const ENGLISH: Language = { name: 'English', load: async () => {} };

/** By language tag; English is part of the element. */
export const LANGUAGES: Readonly<Record<string, Language>> = {
  de: { name: 'Deutsch', load: () => import('crm-followers/locales/de') },
  es: { name: 'Español', load: () => import('crm-followers/locales/es') },
  fr: { name: 'Français', load: () => import('crm-followers/locales/fr') },
  'pt-BR': { name: 'Português (Brasil)', load: () => import('crm-followers/locales/pt-BR') },
  ja: { name: '日本語', load: () => import('crm-followers/locales/ja') },
  ar: { name: 'العربية', dir: 'rtl', load: () => import('crm-followers/locales/ar') },
  'en-XA': { name: 'Long and accented', load: () => import('crm-followers/locales/en-XA') },
};

export const languageOf = (tag: string): Language => LANGUAGES[tag] ?? ENGLISH;
