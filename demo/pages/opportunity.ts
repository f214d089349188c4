/** What an opportunity is to the pages: its stages, and its value in words. */

export const STAGES = ['new', 'qualified', 'proposal', 'negotiation', 'won', 'lost'] as const;
export type Stage = (typeof STAGES)[number];

export function isStage(text: unknown): text is Stage {
  return (STAGES as readonly unknown[]).includes(text);
}

/** As a heading or a choice. */
export function stageName(stage: Stage): string {
  return stage[0]!.toUpperCase() + stage.slice(1);
}

export const isOpen = (stage: unknown) => stage !== 'won' && stage !== 'lost';

const MONEY = new Intl.NumberFormat('en-GB', {
  style: 'currency',
  currency: 'EUR',
  maximumFractionDigits: 0,
});

export function money(value: number | null | undefined): string {
  return typeof value === 'number' ? MONEY.format(value) : '';
}

/** Whole euros as people write them, or `NaN`. Nothing written is no value. */
export function readMoney(text: string): number | null {
  const plain = text.replace(/€/g, '').trim();
  if (!plain) return null;
  return /^(\d+|\d{1,3}([ ,.'’\u00a0\u202f]\d{3})+)$/.test(plain) ? Number(plain.replace(/\D/g, '')) : NaN;
}
