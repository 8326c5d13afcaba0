import { FAILED, merged, settled, timeInTurns, type Timing } from '../../../workers/devices/timing.ts';
import { assert } from '../../support/expect.ts';

const timing = (ms: number, spread = 1, visits = 1): Timing => ({ ms, spread, visits });

/** Keeps the thread for some milliseconds. */
function work(ms: number): Promise<void> {
  const end = performance.now() + ms;
  while (performance.now() < end);
  return Promise.resolve();
}

describe('timing', () => {
  it('gives contenders their turns, and counts the fastest round', async () => {
    const turns: string[] = [];
    const rounds = { a: [40, 20, 4, 20], b: [1] };
    const contender = (name: 'a' | 'b') => ({
      select: () => Promise.resolve(void turns.push(name)),
      run: () => work(rounds[name].shift() ?? 1),
    });
    rounds.a.push(20, 20);
    const [a, b] = (await timeInTurns([contender('a'), contender('b')])) as Timing[];
    assert.equal(turns.join(''), 'ab'.repeat(6));
    assert.isAtLeast(a!.ms, 4);
    assert.isBelow(b!.ms, a!.ms);
    assert.isAbove(a!.spread, 1);
    assert.equal(a!.visits, 1);
  });

  it('says why one failed, and goes on with the others', async () => {
    const fails = { run: () => Promise.reject(new Error('no')) };
    const cannotOpen = { select: () => Promise.reject(new Error('closed')), run: () => Promise.resolve() };
    const [a, b, c] = await timeInTurns([fails, cannotOpen, { run: () => work(1) }]);
    assert.equal((a as Error).message, 'no');
    assert.equal((b as Error).message, 'closed');
    assert.isAtLeast((c as Timing).ms, 1);
  });

  it('asks nobody again who takes seconds, and believes nothing of it', async () => {
    let rounds = 0;
    const [slow] = await timeInTurns([{ run: () => work(++rounds * 2001) }]);
    assert.equal(rounds, 1);
    assert.isAtLeast((slow as Timing).ms, 2000);
    assert.isFalse(settled([slow as Timing]));
  });

  it('keeps the fastest of all visits', () => {
    assert.deepEqual(merged(null, timing(3, 2)), timing(3, 2));
    assert.deepEqual(merged(timing(3, 2), timing(5, 1.1)), timing(3, 1.1, 2));
    assert.deepEqual(merged(FAILED, timing(5, 1.1)), timing(5, 1.1, 2));
  });

  it('believes what is clear and calm, or was measured often enough', () => {
    assert.isTrue(settled([timing(1), timing(2)]));
    assert.isTrue(settled([timing(1)]));
    assert.isFalse(settled([timing(2), timing(2.5)]), 'close');
    assert.isFalse(settled([timing(1, 2), timing(9)]), 'unsteady');
    assert.isFalse(settled([FAILED, timing(9)]), 'failed once');
    assert.isFalse(settled([timing(2, 1, 3), timing(2.5, 1, 2)]));
    assert.isTrue(settled([timing(2, 1, 3), timing(2.5, 9, 3)]));
    assert.isTrue(settled([{ ...FAILED, visits: 3 }, timing(2.5, 9, 4)]));
  });
});
