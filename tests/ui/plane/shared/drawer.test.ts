import { Drawer, type FrameWish } from '../../../../src/ui/plane/shared/drawer.ts';
import { assert, expect } from '../../../support/expect.ts';

const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const wish = (seed: number) => ({ seed }) as unknown as FrameWish;

/** A device on which a fine frame takes so long. */
function drawerOn(fineMs: number) {
  const drawn: string[] = [];
  const drawer = new Drawer(
    async ({ seed, coarseness }) => {
      drawn.push(`${seed} ÷${coarseness}`);
      await rest(1);
      return { ms: fineMs / coarseness ** 2, ranges: [], deadShares: null };
    },
    () => undefined,
  );
  return { drawer, drawn };
}

describe('Drawer', () => {
  it('draws coarsely first, and at once finely where that is quick', async () => {
    const { drawer, drawn } = drawerOn(5);
    drawer.wish(wish(1));
    await rest(20);
    drawer.wish(wish(2));
    await rest(20);
    expect(drawn).to.deep.equal(['1 ÷4', '1 ÷1', '2 ÷1']);
  });

  it('goes by what was measured: what coarse frames cost beside their pixels doesn’t keep fine ones away for long', async () => {
    const drawn: string[] = [];
    const drawer = new Drawer(
      async ({ seed, coarseness }) => {
        drawn.push(`${seed} ÷${coarseness}`);
        await rest(1);
        return { ms: 8 + 8 / coarseness ** 2, ranges: [], deadShares: null };
      },
      () => undefined,
    );
    drawer.wish(wish(1));
    await rest(250);
    drawer.wish(wish(2));
    await rest(20);
    assert.deepEqual(drawn, ['1 ÷4', '1 ÷1', '2 ÷1']);
  });

  it('draws coarsely while the hand moves where it is slow, and finely once it rests', async () => {
    const { drawer, drawn } = drawerOn(200);
    drawer.wish(wish(1));
    await rest(20);
    for (const seed of [2, 3]) {
      drawer.wish(wish(seed));
      await rest(20);
    }
    assert.deepEqual(drawn, ['1 ÷4', '2 ÷4', '3 ÷4']);
    await rest(250);
    assert.equal(drawn.at(-1), '3 ÷1');
    drawer.stop();
  });

  it('keeps nothing waiting for a fine frame that is slow', async () => {
    const drawn: string[] = [];
    const fine: (() => void)[] = [];
    const drawer = new Drawer(
      async ({ seed, coarseness }) => {
        drawn.push(`${seed} ÷${coarseness}`);
        if (coarseness === 1) await new Promise<void>((done) => fine.push(done));
        return { ms: 200 / coarseness ** 2, ranges: [], deadShares: null };
      },
      () => undefined,
    );
    for (const seed of [1, 2]) {
      drawer.wish(wish(seed));
      await rest(5);
    }
    await rest(200);
    drawer.wish(wish(3));
    await rest(5);
    assert.deepEqual(drawn, ['1 ÷4', '2 ÷4', '2 ÷1', '3 ÷4']);
    drawer.stop();
    fine.forEach((done) => done());
  });

  it('forgets what was wished while a frame was under way, but for the latest', async () => {
    const { drawer, drawn } = drawerOn(5);
    for (const seed of [1, 2, 3, 4]) drawer.wish(wish(seed));
    await rest(40);
    assert.deepEqual(drawn, ['1 ÷4', '4 ÷4', '4 ÷1']);
  });
});
