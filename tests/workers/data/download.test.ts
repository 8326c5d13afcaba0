import { DATA_FILE_NAMES, type DataFileName } from '../../../src/domain/data/files.ts';
import type { FileFacts, Mirror } from '../../../src/domain/data/fashion-mnist.ts';
import type { DownloadProgress } from '../../../src/protocol/training.ts';
import { download, planFashionMnist, type DownloadPlan } from '../../../workers/data/download.ts';
import { gitBlob } from '../../../workers/data/verify.ts';
import { expect } from '../../support/expect.ts';
import { dataFiles, gzip } from '../../support/idx.ts';

type Answer = (file: DataFileName, signal: AbortSignal) => Response | Promise<Response>;

const mirrors: Mirror[] = ['own', 'first', 'second'].map((name) => ({
  name,
  base: `https://${name}.test/data/`,
  own: name === 'own',
}));
const notFound = () => new Response('no', { status: 404, statusText: 'Not Found' });

let packed: Record<DataFileName, Uint8Array<ArrayBuffer>>;
let plan: DownloadPlan;
const raw = dataFiles(30, 10) as Record<DataFileName, Uint8Array<ArrayBuffer>>;
const realFetch = globalThis.fetch;

function serve(answers: Record<string, Answer>): string[] {
  const asked: string[] = [];
  globalThis.fetch = (input, init) => {
    const url = new URL(input as string);
    const host = url.hostname.replace('.test', '');
    const file = DATA_FILE_NAMES.find((name) => url.pathname === `/data/${name}.gz`);
    asked.push(host);
    if (!file) throw new Error(`asked for ${url.href}`);
    return Promise.resolve((answers[host] ?? notFound)(file, init!.signal!));
  };
  return asked;
}

function start(signal = new AbortController().signal): { progress: DownloadProgress[]; outcome: Promise<string> } {
  const progress: DownloadProgress[] = [];
  const outcome = download(plan, (step) => progress.push(step), signal).then(
    async (files) => {
      for (const name of DATA_FILE_NAMES) {
        const got = new Uint8Array(await files[name]!.arrayBuffer());
        expect([...got], name).to.deep.equal([...(got[0] === 0x1f ? packed : raw)[name]]);
      }
      return 'whole';
    },
    (error: unknown) => String(error),
  );
  return { progress, outcome };
}

const whole: Answer = (file) => new Response(packed[file]);

describe('downloading the data set', () => {
  before(async () => {
    packed = { ...raw };
    const facts = {} as Record<DataFileName, FileFacts>;
    for (const name of DATA_FILE_NAMES) {
      packed[name] = await gzip(raw[name]);
      facts[name] = {
        bytes: packed[name].length,
        gitBlob: (await gitBlob(packed[name]))!,
        unpackedBytes: raw[name].length,
      };
    }
    plan = { mirrors, facts };
  });

  afterEach(() => {
    globalThis.fetch = realFetch;
  });

  it('names files as git does', async () => {
    expect(await gitBlob(new TextEncoder().encode('hello\n'))).to.equal('ce013625030ba8dba906f756967f9e9ca394464a');
  });

  it('asks the folder beside the page first', () => {
    const { mirrors: places } = planFashionMnist('https://host.test/some/where/index.html?x#y');
    expect(places[0]).to.deep.equal({
      name: 'this site',
      base: 'https://host.test/some/where/assets/fashion-mnist/',
      own: true,
    });
    expect(places.length).to.be.greaterThan(2);
  });

  it('takes what the first place has, and counts its bytes', async () => {
    const asked = serve({ own: whole });
    const { progress, outcome } = start();
    expect(await outcome).to.equal('whole');
    expect(asked).to.deep.equal(['own', 'own', 'own', 'own']);
    const total = DATA_FILE_NAMES.reduce((sum, name) => sum + packed[name].length, 0);
    expect(progress.at(-1)).to.include({ receivedBytes: total, totalBytes: total, mirror: 'own' });
    expect(
      progress.every(({ receivedBytes }, i) => i === 0 || receivedBytes >= progress[i - 1]!.receivedBytes),
    ).to.equal(true);
  });

  it('takes files that the page’s own server had the browser unpack, from no other', async () => {
    const unpacked: Answer = (file) => new Response(raw[file]);
    serve({ own: unpacked });
    expect(await start().outcome).to.equal('whole');
    serve({ first: unpacked });
    expect(await start().outcome).to.match(/first sent something else than a gzip file/);
  });

  it('goes on to the next place, and stays there', async () => {
    const asked = serve({ first: () => Promise.reject(new TypeError('Failed to fetch')), second: whole });
    expect(await start().outcome).to.equal('whole');
    expect(asked).to.deep.equal(['own', 'first', 'second', 'second', 'second', 'second']);
  });

  it('lists what was tried where nothing will do', async () => {
    serve({
      own: (file) => new Response(packed[file].slice(0, 50)),
      first: (file) => new Response(packed[file].map((byte, i) => (i === 60 ? byte ^ 1 : byte))),
      second: () => Promise.reject(new TypeError('Failed to fetch')),
    });
    expect(await start().outcome).to.match(
      /^DataError: own sent only 50 of \d+ bytes\.\nTried for train-images-idx3-ubyte\.gz:\nown sent only 50 of \d+ bytes\.\nfirst sent a corrupted file: its SHA-1 begins with [0-9a-f]{8}, expected [0-9a-f]{8}\.\nsecond could not be reached\.$/,
    );
  });

  it('tells apart wrong pages, wrong sizes, and downloads that break off', async () => {
    serve({
      own: () => new Response('<!doctype html>'),
      first: (file) => new Response(new Blob([packed[file], new Uint8Array(3)])),
      second: (file) => {
        let pulls = 0;
        const pull = (controller: ReadableStreamDefaultController<Uint8Array>) => {
          if (pulls++ === 0) controller.enqueue(packed[file].slice(0, 40));
          else controller.error(new TypeError('network error'));
        };
        return new Response(new ReadableStream({ pull }));
      },
    });
    expect(await start().outcome).to.match(
      /own sent something else than a gzip file\.\nfirst sent a file of the wrong size: expected \d+ bytes, got \d+\.\nsecond broke off after 40 bytes\./,
    );
  });

  it('says first what came wrong, or that nothing could be reached', async () => {
    serve({ second: () => new Response('<!doctype html>') });
    expect(await start().outcome).to.match(/^DataError: second sent something else than a gzip file\.\n/);
    serve({ first: () => Promise.reject(new TypeError('Failed to fetch')) });
    expect(await start().outcome).to.match(
      /^DataError: It is not on this site, and no mirror could be reached\.\n.*\nown answered 404 Not Found\.\nfirst could not be reached\./,
    );
  });

  it('can be cancelled', async () => {
    const abort = new AbortController();
    serve({
      own: (_file, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason as Error));
        }),
    });
    const { outcome } = start(abort.signal);
    abort.abort();
    expect(await outcome).to.equal('AbortError: The download was cancelled.');
  });
});
