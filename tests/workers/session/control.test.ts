import type { RunEvent } from '../../../src/protocol/training.ts';
import type { TrainingSession } from '../../../workers/session/session.ts';
import { expect } from '../../support/expect.ts';
import { checkpointsOf, epochsOf, phasesOf, startToy, stepsOf, TOY_EXPERIMENT, type ToyRun } from './toy-run.ts';

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Calls `act` once, when this step has been told. */
function atStep(
  step: number,
  act: (session: TrainingSession) => void,
): (event: RunEvent, session: TrainingSession) => void {
  let done = false;
  return (event, session) => {
    if (done || event.type !== 'steps' || event.step < step) return;
    done = true;
    act(session);
  };
}

const long = { ...TOY_EXPERIMENT, epochs: 1000 };

const steps = (run: ToyRun): { step: number; trainLoss: number }[] =>
  stepsOf(run.events).map(({ step, trainLoss }) => ({ step, trainLoss }));

describe('commands to a run', () => {
  it('pause and resume it', async () => {
    const run = startToy({ experiment: long }, { stepMs: 5 });
    await wait(300);
    const start = performance.now();
    run.session.command('pause');
    expect(phasesOf(run.events).at(-1)).to.equal('paused');
    await wait(100);
    const { step } = run.engine();
    expect(checkpointsOf(run.events).at(-1)!.step).to.equal(step);
    await wait(100);
    expect(run.engine().step).to.equal(step);
    run.session.command('resume');
    expect(phasesOf(run.events).at(-1)).to.equal('training');
    await wait(100);
    expect(run.engine().step).to.be.greaterThan(step);
    run.session.command('stop');
    const end = await run.end;
    expect(end.status).to.equal('paused');
    expect(end.step).to.equal(run.engine().step);
    const counted = epochsOf(run.events).reduce((sum, { seconds }) => sum + seconds, end.checkpoint.seconds);
    expect(counted).to.be.lessThan((performance.now() - start) / 1000 + 0.3 - 0.15);
  });

  it('take single steps', async () => {
    const run = startToy({ paused: true });
    await wait(300);
    expect(run.engine().step).to.equal(0);
    for (let i = 1; i <= 5; i++) {
      run.session.command('step');
      await wait(30);
      expect(run.engine().step).to.equal(i);
      expect(stepsOf(run.events).at(-1)!.step).to.equal(i);
    }
    expect(epochsOf(run.events).length).to.equal(1);
    expect(phasesOf(run.events).at(-1)).to.equal('paused');
    run.session.command('resume');
    expect((await run.end).status).to.equal('done');
    expect(epochsOf(run.events).length).to.equal(4);
  });

  it('are answered at once, however long a step takes', async () => {
    const run = startToy({ paused: true }, { stepMs: 300 });
    await wait(100);
    run.session.command('step');
    expect(phasesOf(run.events).at(-1)).to.equal('stepping');
    await wait(500);
    expect(phasesOf(run.events).at(-1)).to.equal('paused');
    run.session.command('resume');
    await wait(50);
    run.session.command('stop');
    expect(phasesOf(run.events).at(-1)).to.equal('stopping');
    expect((await run.end).status).to.equal('paused');
    expect(phasesOf(run.events).at(-1)).to.equal('stopping');
  });

  it('step to the very end', async () => {
    const run = startToy({ paused: true, experiment: { ...TOY_EXPERIMENT, steps: 2 } });
    run.session.command('step');
    run.session.command('step');
    expect((await run.end).status).to.equal('done');
    expect(epochsOf(run.events).length).to.equal(1);
  });

  it('stop a paused run', async () => {
    const run = startToy({ paused: true });
    await wait(100);
    run.session.command('stop');
    const end = await run.end;
    expect([end.status, end.step]).to.deep.equal(['paused', 0]);
  });

  it('interrupt an evaluation, which is then done anew', async () => {
    const run = startToy({}, { evaluateMs: 500 });
    while (phasesOf(run.events).at(-1) !== 'evaluating') await wait(5);
    run.session.command('pause');
    await wait(150);
    expect(checkpointsOf(run.events).at(-1)!.step).to.equal(5);
    expect(epochsOf(run.events).length).to.equal(0);
    run.session.command('step');
    await wait(700);
    expect(epochsOf(run.events).map(({ step }) => step)).to.deep.equal([5]);
    expect(run.engine().step).to.equal(5);
    run.session.command('stop');
    expect((await run.end).status).to.equal('paused');
  });

  it('resume elsewhere as if nothing had happened', async () => {
    const straight = startToy();
    const straightEnd = await straight.end;
    for (const at of [1, 4, 5, 7, 13]) {
      const first = startToy({}, {}, (event, session) => event.type === 'gradNorms' && session.command('pause'));
      await wait(50);
      for (let i = 1; i < at; i++) first.session.command('step');
      await wait(50);
      first.session.command('stop');
      const { checkpoint } = await first.end;
      expect(checkpoint.step).to.equal(at);
      const second = startToy({ resumeFrom: checkpoint });
      const end = await second.end;
      expect([...steps(first), ...steps(second)]).to.deep.equal(steps(straight));
      const epochs = [...epochsOf(first.events), ...epochsOf(second.events)];
      const strip = ({ epoch, step, trainLoss, testLoss }: (typeof epochs)[number]) => ({
        epoch,
        step,
        trainLoss,
        testLoss,
      });
      expect(epochs.map(strip)).to.deep.equal(epochsOf(straight.events).map(strip));
      expect([...end.weights]).to.deep.equal([...straightEnd.weights]);
    }
  });

  it('stopped before an evaluation, it is done first on resuming', async () => {
    const first = startToy({}, { evaluateMs: 300 });
    while (phasesOf(first.events).at(-1) !== 'evaluating') await wait(5);
    first.session.command('stop');
    const { checkpoint } = await first.end;
    expect([checkpoint.step, checkpoint.epochSteps]).to.deep.equal([5, 5]);
    const second = startToy({ resumeFrom: checkpoint });
    await second.end;
    expect(epochsOf(second.events).map(({ epoch }) => epoch)).to.deep.equal([1, 2, 3, 4]);
  });

  it('keep what was changed through a checkpoint', async () => {
    const first = startToy({ experiment: long }, { stepMs: 1 }, atStep(3, (session) => {
      void session.change({ derivative: { rule: 'straight-through', noise: 0 } });
    })); // prettier-ignore
    await wait(600);
    const { derivative } = await first.session.takeCheckpoint();
    expect(derivative).to.deep.equal({ rule: 'straight-through', noise: 0 });
    first.session.command('stop');
    const second = startToy({ resumeFrom: (await first.end).checkpoint, paused: true, experiment: long });
    await wait(100);
    second.session.command('stop');
    expect((await second.end).checkpoint.derivative).to.deep.equal({ rule: 'straight-through', noise: 0 });
  });

  it('cancel it', async () => {
    const run = startToy({ experiment: long }, { stepMs: 1 });
    await wait(100);
    run.session.cancel();
    expect(await run.end.catch((e: unknown) => String(e))).to.equal('AbortError: The run was given up.');
    const said = run.events.length;
    await wait(50);
    expect(run.events.length).to.equal(said);
  });
});
