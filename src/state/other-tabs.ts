/**
 * Keeps the list of runs true while other tabs of the page train, change and delete theirs. What they store is heard of and read; a tab that died
 * says nothing, but nobody holds the locks of its runs any more.
 */
import type { RunNews } from '../persistence/run-news.ts';
import { lockedRuns } from '../persistence/run-locks.ts';
import type { Model } from './model.ts';
import type { RunList } from './run-list.ts';

/** Between two readings of what a training tab stores every second, and between two looks for tabs that died. */
const READ_MS = 2_000;
const LOOK_MS = 5_000;

export class OtherTabs {
  private readonly model: Model;
  private readonly runs: RunList;
  private readonly news: RunNews;
  private readonly changed = new Set<string>();
  private reading = false;

  constructor(parts: { model: Model; runs: RunList; news: RunNews }) {
    ({ model: this.model, runs: this.runs, news: this.news } = parts);
  }

  start(): void {
    this.news.listen((id) => {
      this.changed.add(id);
      if (!this.reading) void this.read();
    });
    setInterval(() => void this.lookForTheDead(), LOOK_MS);
  }

  private async read(): Promise<void> {
    this.reading = true;
    while (this.changed.size > 0) {
      const ids = [...this.changed];
      this.changed.clear();
      for (const id of ids) await this.runs.refresh(id);
      await new Promise((resolve) => setTimeout(resolve, READ_MS));
    }
    this.reading = false;
  }

  private async lookForTheDead(): Promise<void> {
    const going = this.model.state.runs.filter(({ run }) => run.status === 'running');
    if (going.length === 0) return;
    const alive = await lockedRuns();
    for (const { run } of going) if (!alive.has(run.id)) await this.runs.refresh(run.id);
  }
}
