import { DataStore, type ImageData } from '../../../workers/data/store.ts';
import { expect } from '../../support/expect.ts';
import { dataFiles, gzip } from '../../support/idx.ts';
import { sharedBytes, skipWithoutShared } from '../../support/shared.ts';

type Files = Record<string, Uint8Array<ArrayBuffer>>;

const blobs = (files: Files): Record<string, Blob> =>
  Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, new Blob([bytes])]));

async function refusal(files: Files): Promise<string> {
  try {
    await new DataStore().add('local:test', blobs(files));
  } catch (error) {
    expect((error as Error).name).to.equal('DataError');
    return (error as Error).message;
  }
  throw new Error('expected a refusal');
}

function load(
  store: DataStore,
  source: string,
  trainSize: number | null,
  testSize: number | null,
  seed = 1,
): Promise<ImageData> {
  const data = { source, trainSize, testSize, noise: 0 };
  return store.load({ data, seed }, () => undefined, new AbortController().signal);
}

describe('the data store', () => {
  it('takes files raw and gzipped', async () => {
    const store = new DataStore();
    const files = dataFiles(5, 3);
    files['train-images-idx3-ubyte'] = await gzip(files['train-images-idx3-ubyte']!);
    const report = await store.add('local:five', blobs(files));
    expect(report).to.deep.equal({ source: 'local:five', synthetic: false, trainCount: 5, testCount: 3 });
    expect(store.has('local:five')).to.equal(true);
    expect(store.has('local:six')).to.equal(false);
    const data = await load(store, 'local:five', null, null);
    expect([data.train.count, data.test.count, data.notices.length]).to.deep.equal([5, 3, 0]);
    expect([...data.train.pixels]).to.deep.equal([...dataFiles(5, 3)['train-images-idx3-ubyte']!.subarray(16)]);
  });

  it('takes examples from the front, and says where there are fewer', async () => {
    const store = new DataStore();
    await store.add('local:five', blobs(dataFiles(5, 3)));
    const data = await load(store, 'local:five', 2, 30);
    expect(data.used).to.deep.equal({ source: 'local:five', synthetic: false, trainCount: 2, testCount: 3 });
    expect(data.notices).to.deep.equal(['30 test images were asked for, and there are 3: all of them are used.']);
  });

  it('refuses gzip that is truncated or corrupted, and sets that are not whole', async () => {
    const files = dataFiles(40, 3);
    const packed = await gzip(files['train-images-idx3-ubyte']!);
    expect(await refusal({ ...files, 'train-images-idx3-ubyte': packed.slice(0, packed.length - 20) })).to.equal(
      'train-images-idx3-ubyte is truncated: its gzip data stops before its end.',
    );
    const wrong = packed.slice();
    wrong[wrong.length - 6]! ^= 0x55;
    const corrupted = 'train-images-idx3-ubyte is corrupted: its gzip data fails its own checks.';
    expect(await refusal({ ...files, 'train-images-idx3-ubyte': wrong })).to.equal(corrupted);
    const garbled = packed.map((byte, i) => (i > 20 && i < 400 ? (byte * 7 + 3) % 256 : byte));
    expect(await refusal({ ...files, 'train-images-idx3-ubyte': garbled })).to.equal(corrupted);
    const three = Object.fromEntries(Object.entries(files).slice(0, 3));
    expect(await refusal({ ...three, 'notes.txt': files['t10k-labels-idx1-ubyte']! })).to.equal(
      'A data set is four files, gzipped or not; missing: t10k-labels-idx1-ubyte. Of no use are: notes.txt.',
    );
  });

  it('says what is missing', async () => {
    const reason = (source: string) =>
      load(new DataStore(), source, null, null).then(String, (error: unknown) => String(error));
    expect(await reason('local:none')).to.equal('DataError: The data "local:none" is not here: add its files first.');
    expect(await reason('fashion-mnist')).to.match(/Fashion-MNIST is not loaded yet/);
    expect(await reason('spirals')).to.match(/no data set "spirals" for a network on images/);
  });

  it('makes garments from the seed, more of them when more are wanted', async () => {
    const store = new DataStore();
    const few = await load(store, 'garments', 20, 10);
    expect(few.used).to.deep.equal({ source: 'garments', synthetic: true, trainCount: 20, testCount: 10 });
    const more = await load(store, 'garments', 50, 10);
    expect([...more.train.pixels.subarray(0, 20 * 784)]).to.deep.equal([...few.train.pixels]);
    const again = await load(new DataStore(), 'garments', 50, 10);
    expect([...again.train.pixels]).to.deep.equal([...more.train.pixels]);
    const other = await load(store, 'garments', 20, 10, 2);
    expect([...other.train.pixels]).not.to.deep.equal([...few.train.pixels]);
  });

  it('stops making garments when told to', async () => {
    const abort = new AbortController();
    const data = { source: 'garments', trainSize: null, testSize: null, noise: 0 };
    const loading = new DataStore().load({ data, seed: 3 }, () => abort.abort(), abort.signal);
    expect(await loading.then(String, (error: unknown) => (error as Error).name)).to.equal('AbortError');
  });
});

describe('the data store and the sample of Fashion-MNIST', () => {
  before(function () {
    return skipWithoutShared(this);
  });

  it('reads it', async () => {
    const names = [
      'train-images-idx3-ubyte.gz',
      'train-labels-idx1-ubyte.gz',
      't10k-images-idx3-ubyte.gz',
      't10k-labels-idx1-ubyte.gz',
    ];
    const files: Files = {};
    for (const name of names) files[name] = await sharedBytes(`fashion-mnist-sample/${name}`);
    const report = await new DataStore().add('local:sample', blobs(files));
    expect([report.trainCount, report.testCount]).to.deep.equal([720, 180]);
  });
});
