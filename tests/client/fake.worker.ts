/** A worker that answers as a test wants: it says what it is asked, hangs, throws, or dies. */
import * as Comlink from 'comlink';
import { DeviceLostError, FormulaError } from '../../src/domain/errors.ts';
import { carryErrors } from '../../src/protocol/thrown.ts';

carryErrors(Comlink.transferHandlers);

const never = (): Promise<never> => new Promise(() => undefined);
const log: string[] = [];
const trains = new Map<string, () => void>();

const api = {
  openDevice: (choice: string | null) => {
    log.push(`open ${String(choice)}`);
    return Promise.resolve({ device: { backend: choice ?? 'cpu' } });
  },
  addData: (source: string) => {
    log.push(`add ${source}`);
    return Promise.resolve({ source });
  },
  hasData: (source: string) => {
    if (source === 'log') return Promise.resolve(log);
    if (source === 'hang') return never();
    if (source === 'lost') return Promise.reject(new DeviceLostError('It is lost.'));
    if (source === 'formula') return Promise.reject(new FormulaError('Not a formula.', 3, 2, 'sin'));
    if (source === 'crash') setTimeout(() => { throw new Error('a planted bug'); }); // prettier-ignore
    return source === 'crash' ? never() : Promise.resolve(true);
  },
  probe: (_activation: unknown, _derivative: unknown, x: number[]) =>
    x.length === 0 ? Promise.reject(new DeviceLostError('It is lost.')) : Promise.resolve({ y: x }),
  train: async (callId: string, { runId }: { runId: string }, listener: (event: unknown) => Promise<void>) => {
    log.push(`train ${runId}`);
    await listener({ type: 'notice', message: runId });
    if (self.name === 'lost') throw new DeviceLostError('It is lost.');
    if (runId === 'quick') {
      setTimeout(() => void listener({ type: 'notice', message: 'too late' }), 20);
      return { status: 'done' };
    }
    await new Promise<void>((resolve) => trains.set(callId, resolve));
    throw Object.assign(new Error('The run was given up.'), { name: 'AbortError' });
  },
  cancel: (callId: string) => {
    log.push('cancel');
    trains.get(callId)?.();
    return Promise.resolve();
  },
};

Comlink.expose(api);
