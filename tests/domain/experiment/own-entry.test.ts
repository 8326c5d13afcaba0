import {
  MAX_OWN_NAME,
  ownName,
  ownRecord,
  parseOwnEntry,
  type OwnEntry,
} from '../../../src/domain/experiment/own-entry.ts';
import { assert } from '../../support/expect.ts';

const ENTRY: OwnEntry = {
  id: 'a',
  name: 'Soft stairs',
  activation: { formula: 'floor(x) + alpha*smoothstep(0, 1, frac(x))', alpha: 0.5 },
  derivative: { rule: 'best', left: '1', noise: 0.1 },
};

describe('an own entry', () => {
  it('comes back as it was', () => {
    const stored: unknown = structuredClone(ownRecord(ENTRY));
    assert.deepEqual(parseOwnEntry('a', stored), ENTRY);
  });

  it('has a name without anything that cannot be seen', () => {
    assert.equal(ownName('  a\n\tb  '), 'a b');
    assert.isNull(ownName(' \n '));
    assert.isNull(ownName('x'.repeat(MAX_OWN_NAME + 1)));
  });

  it('is left out where anything in it cannot be read', () => {
    const good = ownRecord(ENTRY);
    const bad: unknown[] = [
      null,
      'text',
      [],
      { ...good, version: 2 },
      { ...good, name: '' },
      { ...good, name: 7 },
      { ...good, activation: { name: 'no such' } },
      { ...good, activation: { formula: 'x +' } },
      { ...good, activation: { formula: 'x', alpha: NaN } },
      { ...good, activation: undefined },
      { ...good, derivative: { rule: 'no such', noise: 0 } },
      { ...good, derivative: { rule: 'formula', noise: 0 } },
      { ...good, derivative: 'exact' },
    ];
    for (const record of bad) assert.isNull(parseOwnEntry('a', record), JSON.stringify(record));
  });
});
