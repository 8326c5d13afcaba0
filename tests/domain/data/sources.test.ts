import { DATA_FILE_NAMES } from '../../../src/domain/data/files.ts';
import { FASHION_MNIST_FILES, PUBLIC_MIRRORS } from '../../../src/domain/data/fashion-mnist.ts';
import { DATA_SOURCES, findDataSource } from '../../../src/domain/data/sources.ts';
import { expect } from '../../support/expect.ts';

describe('data sources', () => {
  it('are found by what experiments call them', () => {
    expect(findDataSource('garments')?.synthetic).to.equal(true);
    expect(findDataSource('fashion-mnist')?.origin).to.equal('downloaded');
    expect(findDataSource('local:mine')?.origin).to.equal('added');
    for (const none of ['', 'local:', 'garments2', 'spirals', '__proto__'])
      expect(findDataSource(none), none).to.equal(null);
  });

  it('say that they are synthetic where they are', () => {
    for (const { synthetic, label } of DATA_SOURCES) expect(label.includes('synthetic')).to.equal(synthetic);
  });

  it('have facts for each file and mirrors with HTTPS', () => {
    for (const name of DATA_FILE_NAMES) expect(FASHION_MNIST_FILES[name].gitBlob).to.match(/^[0-9a-f]{40}$/);
    for (const { base } of PUBLIC_MIRRORS) expect(base).to.match(/^https:\/\/.*\/$/);
  });
});
