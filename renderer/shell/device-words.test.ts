import { describe, expect, it } from 'vitest';
import { barFacts } from './device-words.ts';

const device = (
  kind: 'scanner' | 'card-terminal',
  connection: 'ready' | 'busy' | 'no-answer',
  ...sources: string[]
) => ({
  kind,
  connection,
  sources,
});

describe('devices in the top bar', () => {
  it('are those that are set up, in the order in which money is taken', () => {
    const facts = barFacts([device('scanner', 'ready'), device('card-terminal', 'busy')], null);
    expect(facts.map(({ label, state }) => `${label}: ${state.text}`)).toEqual([
      'Terminal: Busy',
      'Scanner: Ready',
    ]);
    expect(barFacts([], null)).toEqual([]);
  });

  it('are those of the drawer that is open', () => {
    const devices = [device('scanner', 'ready', '1'), device('scanner', 'no-answer', '2')];
    expect(barFacts(devices, '1')).toMatchObject([{ state: { text: 'Ready' } }]);
    expect(barFacts(devices, '3')).toEqual([]);
  });

  it('share a place by kind, and the one to look at speaks', () => {
    const devices = [device('scanner', 'ready'), device('scanner', 'no-answer')];
    expect(barFacts(devices, null)).toMatchObject([
      { state: { text: '1 of 2 no answer', tone: 'attention' } },
    ]);
    expect(barFacts([devices[0]!, devices[0]!], null)).toMatchObject([{ state: { text: 'Ready' } }]);
  });
});
