import { DATA_FILE_NAMES, dataFileName, pickDataFiles } from '../../../src/domain/data/files.ts';
import { expect } from '../../support/expect.ts';

describe('names of data files', () => {
  it('are known with and without .gz, with a dot, and in a folder', () => {
    for (const name of DATA_FILE_NAMES) {
      for (const written of [name, `${name}.gz`, `${name}.GZ`, name.replace('-idx', '.idx'), `a folder/${name}.gz`])
        expect(dataFileName(written), written).to.equal(name);
    }
  });

  it('are no others', () => {
    for (const name of ['', 'train', 'train-images-idx3-ubyte.zip', '__proto__', 'xtrain-images-idx3-ubyte'])
      expect(dataFileName(name), name).to.equal(null);
  });

  it('are sorted from strangers and doubles', () => {
    const { picked, strangers } = pickDataFiles([
      ['t10k-labels-idx1-ubyte.gz', 1],
      ['readme.txt', 2],
      ['t10k-labels-idx1-ubyte', 3],
    ]);
    expect(picked).to.deep.equal({ 't10k-labels-idx1-ubyte': 1 });
    expect(strangers).to.deep.equal(['readme.txt', 't10k-labels-idx1-ubyte']);
  });
});
