/** Tells the other tabs of this page which run was changed or deleted in storage, and hears of theirs. */
export class RunNews {
  /** Missing in browsers without broadcast channels: there a tab sees others' runs at its next visit. */
  private readonly channel: BroadcastChannel | null;

  /** Tabs that share a database share its news. */
  constructor(databaseName: string) {
    this.channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel(`${databaseName}-runs`) : null;
  }

  /** Something stored of this run changed, or all of it is gone. */
  tell(id: string): void {
    this.channel?.postMessage(id);
  }

  /** Calls back with the id of each run that another tab changed or deleted. */
  listen(heard: (id: string) => void): void {
    this.channel?.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (typeof data === 'string') heard(data);
    });
  }

  close(): void {
    this.channel?.close();
  }
}
