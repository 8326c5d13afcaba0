import { parseNumber, stepped, type NumberLimits } from '../../../src/ui/number/parse.ts';
import { assert } from '../../support/expect.ts';

const whole: NumberLimits = { min: 1, max: 512, integer: true, empty: '' };
const real: NumberLimits = { min: 0, max: 10, integer: false, empty: '' };
const optional: NumberLimits = { min: 1, max: 1e7, integer: true, empty: 'all' };

describe('reading a number', () => {
  const cases: readonly (readonly [string, NumberLimits, number | null])[] = [
    ['16', whole, 16],
    [' 1e2 ', whole, 100],
    ['1e-3', real, 0.001],
    ['.5', real, 0.5],
    ['60,000', optional, 60_000],
    ['', optional, null],
    ['ALL', optional, null],
  ];
  for (const [text, limits, value] of cases)
    it(`takes “${text}”`, () => assert.deepEqual(parseNumber(text, 'x', limits), { value }));

  const mistakes: readonly (readonly [string, NumberLimits, string])[] = [
    ['12x', whole, 'Channels takes a whole number from 1 to 512, not “12x”.'],
    ['0', whole, 'Channels takes a whole number from 1 to 512, not “0”.'],
    ['1.5', whole, 'Channels takes a whole number from 1 to 512, not “1.5”.'],
    ['', whole, 'Channels needs a whole number from 1 to 512.'],
    ['0,001', real, 'Write the decimal with a point: 0.001.'],
    ['Infinity', real, 'Channels takes a number from 0 to 10, not “Infinity”.'],
    ['−3', optional, 'Channels takes a whole number from 1 to 10,000,000, or nothing for “all”, not “-3”.'],
  ];
  for (const [text, limits, mistake] of mistakes)
    it(`says what is wrong with “${text}”`, () => assert.deepEqual(parseNumber(text, 'channels', limits), { mistake }));
});

describe('stepping a number', () => {
  const log = { step: 1, scale: 'log', start: 1 } as const;
  const linear = { step: 0.1, scale: 'linear', start: 1 } as const;

  it('walks 1, 2, 5 on a log scale', () => {
    const seen = [0.001];
    for (let i = 0; i < 4; i++) seen.push(stepped(seen.at(-1)!, 1, 'normal', log, real));
    assert.deepEqual(seen, [0.001, 0.002, 0.005, 0.01, 0.02]);
    assert.equal(stepped(0.001, -1, 'normal', log, real), 0.0005);
    assert.equal(stepped(0.003, -1, 'normal', log, real), 0.002);
  });

  it('goes far with shift and a little with alt', () => {
    assert.equal(stepped(0.001, 1, 'coarse', log, real), 0.01);
    assert.equal(stepped(0.001, 1, 'fine', log, real), 0.0011);
    assert.equal(stepped(0.3, 1, 'coarse', linear, real), 1);
    assert.equal(stepped(0.3, 1, 'fine', linear, real), 0.31);
  });

  it('leaves no dust behind decimal fractions', () => {
    assert.equal(stepped(0.2, 1, 'normal', linear, real), 0.3);
    assert.equal(stepped(0.1, -1, 'normal', linear, real), 0);
  });

  it('stays within the limits and starts somewhere sensible', () => {
    assert.equal(stepped(512, 1, 'normal', log, whole), 512);
    assert.equal(stepped(1, -1, 'coarse', log, whole), 1);
    assert.equal(stepped(null, 1, 'normal', { ...log, start: 1000 }, optional), 1000);
    assert.equal(stepped(0, 1, 'normal', { ...log, start: 0.0001 }, real), 0.0001);
    assert.equal(stepped(16, 1, 'fine', log, whole), 17);
  });
});
