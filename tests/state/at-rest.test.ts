import { AtRest } from '../../src/state/at-rest.ts';
import { expect } from '../support/expect.ts';

describe('changes of a moving hand', () => {
  it('are passed on once, when it rests, the last of each field', async () => {
    const passed: object[] = [];
    const rest = new AtRest<{ a?: number; b?: number }>((gathered) => {
      passed.push(gathered);
      return Promise.resolve();
    });
    for (let a = 0; a < 20; a++) void rest.add({ a });
    await rest.add({ b: 1 });
    expect(passed).to.deep.equal([{ a: 19, b: 1 }]);
  });

  it('are passed on at once where something must come after them', async () => {
    const passed: object[] = [];
    const rest = new AtRest<{ a: number }>((gathered) => {
      passed.push(gathered);
      return Promise.resolve();
    });
    const told = rest.add({ a: 1 });
    await rest.flush();
    await told;
    await rest.flush();
    expect(passed).to.deep.equal([{ a: 1 }]);
  });
});
