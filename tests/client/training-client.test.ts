import { TrainingClient, type ClientOptions } from '../../src/client/training-client.ts';
import type { RunEvent, StartRequest } from '../../src/protocol/training.ts';
import { expect } from '../support/expect.ts';

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const createWorker = (): Worker => new Worker(new URL('./fake.worker.ts', import.meta.url), { type: 'module' });
const request = (runId: string): StartRequest => ({ runId }) as unknown as StartRequest;
const outcome = (promise: Promise<unknown>): Promise<string> => promise.then(String, (error: unknown) => String(error));
const ignore = (): void => undefined;

let client: TrainingClient;
let restarts: string[];

function start(options: ClientOptions = {}): TrainingClient {
  restarts = [];
  client = new TrainingClient({ createWorker, onRestart: (reason) => restarts.push(String(reason)), ...options });
  return client;
}

/** What the present worker was asked. */
const log = async (): Promise<string[]> => (await client.hasData('log')) as unknown as string[];

describe('the training client', () => {
  afterEach(() => client.dispose());

  it('brings back answers, and errors with their names and fields', async () => {
    start();
    expect(await client.hasData('garments')).to.equal(true);
    const error = await client
      .hasData('formula')
      .catch((e: unknown) => e as Error & { at?: number; suggestion?: string });
    expect(error).to.be.instanceOf(Error);
    expect(error).to.include({ name: 'FormulaError', message: 'Not a formula.', at: 3, length: 2, suggestion: 'sin' });
  });

  it('rejects whatever is pending when the worker is killed, and starts another that knows the same', async () => {
    start();
    await client.openDevice('wasm');
    await client.addData('local:mine', {});
    const pending = [
      client.hasData('hang'),
      client.train(request('long'), ignore),
      client.train(request('queued'), ignore),
    ];
    await wait(100);
    const results = pending.map(outcome);
    client.kill();
    const killed = 'WorkerError: The training worker was killed.';
    expect(await Promise.all(results.slice(0, 2))).to.deep.equal([killed, killed]);
    expect(restarts).to.deep.equal([killed]);
    await wait(50);
    expect((await log()).slice(0, 2).sort()).to.deep.equal(['add local:mine', 'open wasm']);
    expect(await log()).to.include('train queued');
  });

  it('notices a crash', async () => {
    start();
    expect(await outcome(client.hasData('crash'))).to.match(
      /^WorkerError: The training worker crashed: .*a planted bug/,
    );
    expect(await client.hasData('garments')).to.equal(true);
  });

  it('notices a script that cannot be loaded, and gives up after a few tries', async () => {
    let made = 0;
    start({
      createWorker: () => (made++, new Worker(new URL('./no-such.worker.ts', import.meta.url), { type: 'module' })),
    });
    const first = await outcome(client.hasData('x'));
    expect(first).to.match(/^WorkerError: The training worker crashed: its script could not be loaded/);
    while (made < 4) await wait(20);
    await wait(200);
    expect(made).to.equal(4);
    expect(await outcome(client.hasData('x'))).to.match(
      /^WorkerError: The training worker crashed 4 times within a minute/,
    );
  });

  it('replaces the worker whose device is lost', async () => {
    start();
    await client.openDevice(null);
    const hanging = outcome(client.hasData('hang'));
    const lost = client.probe({ name: 'relu' }, { rule: 'exact', noise: 0 }, []);
    expect(await outcome(lost)).to.equal('DeviceLostError: It is lost.');
    expect(await hanging).to.equal('DeviceLostError: It is lost.');
    expect(restarts.length).to.equal(1);
    expect(await log()).to.deep.equal(['open null']);
  });

  it('tries once more to begin a run where the device was lost while idle', async () => {
    const names = ['lost', 'fine'];
    const url = new URL('./fake.worker.ts', import.meta.url);
    start({ createWorker: () => new Worker(url, { type: 'module', name: names.shift() ?? 'lost' }) });
    expect(await outcome(client.train(request('quick'), ignore))).to.equal('[object Object]');
    expect(restarts.length).to.equal(1);
    client.kill();
    expect(await outcome(client.train(request('quick'), ignore))).to.equal('DeviceLostError: It is lost.');
  });

  it('runs one training after another', async () => {
    start();
    const abort = new AbortController();
    const first = outcome(client.train(request('long'), ignore, abort.signal));
    const second = outcome(client.train(request('quick'), ignore));
    await wait(100);
    expect(await log()).to.deep.equal(['train long']);
    abort.abort();
    expect(await first).to.match(/^AbortError/);
    expect(await second).to.equal('[object Object]');
    expect(await log()).to.deep.equal(['train long', 'cancel', 'train quick']);
  });

  it('takes a training out of the queue', async () => {
    start();
    const abort = new AbortController();
    void outcome(client.train(request('long'), ignore));
    const queued = outcome(client.train(request('quick'), ignore, abort.signal));
    abort.abort();
    expect(await queued).to.match(/^AbortError/);
    expect(await log()).to.deep.equal(['train long']);
    expect(await outcome(client.train(request('quick'), ignore, AbortSignal.abort()))).to.match(/^AbortError/);
  });

  it('drops what a run says when it is over', async () => {
    start();
    const heard: RunEvent[] = [];
    await client.train(request('quick'), (event) => heard.push(event));
    await wait(100);
    expect(heard).to.deep.equal([{ type: 'notice', message: 'quick' }]);
  });

  it('rejects aborted calls at once', async () => {
    start();
    const abort = new AbortController();
    const hanging = outcome(client.probe({ name: 'relu' }, { rule: 'exact', noise: 0 }, [1], abort.signal));
    abort.abort();
    expect(await hanging).to.match(/^AbortError/);
    expect(await outcome(client.openDevice(null, AbortSignal.abort()))).to.match(/^AbortError/);
  });

  it('is closed for good', async () => {
    start();
    const hanging = outcome(client.hasData('hang'));
    await wait(50);
    client.dispose();
    expect(await hanging).to.equal('WorkerError: The training client is closed.');
    expect(await outcome(client.hasData('x'))).to.equal('WorkerError: The training client is closed.');
    expect(restarts).to.deep.equal([]);
  });
});
