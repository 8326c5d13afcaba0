/** What the page has to tell the person, and what their answers do. */
import type { Notice } from './app-state.ts';
import type { Model } from './model.ts';

export interface NoticeAction {
  readonly id: string;
  readonly label: string;
  readonly run: () => unknown;
}

export interface NoticeText {
  /** A notice takes the place of an earlier one with the same id. */
  readonly id: string;
  readonly kind: Notice['kind'];
  readonly message: string;
  readonly actions?: readonly NoticeAction[];
}

export class Notices {
  private readonly model: Model;
  private readonly actions = new Map<string, readonly NoticeAction[]>();

  constructor(model: Model) {
    this.model = model;
  }

  /** Shows a notice until it is resolved or dismissed. */
  show({ id, kind, message, actions = [] }: NoticeText): void {
    this.actions.set(id, actions);
    const notice: Notice = {
      id,
      kind,
      message: asSentence(message),
      actions: actions.map(({ id: action, label }) => ({ id: action, label })),
    };
    this.model.update({ notices: [...this.without(id), notice] });
  }

  /** Takes a notice away: it was dismissed, or what it said is no longer so. */
  resolve(id: string): void {
    this.actions.delete(id);
    if (this.model.state.notices.some((notice) => notice.id === id)) this.model.update({ notices: this.without(id) });
  }

  /** Does what a button of a notice promises, and takes the notice away. */
  act(id: string, actionId: string): void {
    const action = this.actions.get(id)?.find((candidate) => candidate.id === actionId);
    if (action === undefined) return;
    this.resolve(id);
    action.run();
  }

  private without(id: string): Notice[] {
    return this.model.state.notices.filter((notice) => notice.id !== id);
  }
}

/** Messages of errors go on from "Error: "; on the page they stand alone. */
function asSentence(message: string): string {
  const [first = '', ...details] = message.split('\n');
  const ended = /[.!?…]$/.test(first) ? first : `${first}.`;
  return [ended.charAt(0).toUpperCase() + ended.slice(1), ...details].join('\n');
}
