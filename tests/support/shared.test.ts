import { assert } from './expect.ts';
import { sharedBytes, sharedJson, skipWithoutShared } from './shared.ts';

describe('the reference folder', () => {
  before(function () {
    return skipWithoutShared(this);
  });

  it('gives JSON', async () => {
    assert.hasAnyKeys(await sharedJson('reference/activations.json'), ['x', 'entries']);
  });

  it('gives packed files packed', async () => {
    const bytes = await sharedBytes('fashion-mnist-sample/train-labels-idx1-ubyte.gz');
    assert.deepEqual([...bytes.slice(0, 2)], [0x1f, 0x8b]);
  });

  it('gives nothing outside itself', async () => {
    for (const path of [
      '../main/package.json',
      '%2e%2e/main/package.json',
      '..%2fmain%2fpackage.json',
      'nothing.json',
    ]) {
      assert.equal((await fetch(`/shared-reference/${path}`)).status, 404, path);
    }
  });
});
