/** Everything the page keeps between visits, behind one door. */
import { DATABASE_NAME, Database } from './database.ts';
import { DataStore } from './data-store.ts';
import { OwnStore } from './own-store.ts';
import { RunNews } from './run-news.ts';
import { RunStore } from './run-store.ts';

export interface Storage {
  readonly runs: RunStore;
  /** What other tabs do to the stored runs. */
  readonly news: RunNews;
  readonly data: DataStore;
  readonly own: OwnStore;
  /** Asks the browser not to evict what is stored when space gets short; false where it says no, or cannot be asked. */
  persist(): Promise<boolean>;
  close(): Promise<void>;
}

/** The stores of one database, opened at the first use. */
export function openStorage(name = DATABASE_NAME): Storage {
  const database = new Database(name);
  const news = new RunNews(name);
  return {
    runs: new RunStore(database, news),
    news,
    data: new DataStore(database),
    own: new OwnStore(database),
    persist: askToPersist,
    close: () => {
      news.close();
      return database.close();
    },
  };
}

async function askToPersist(): Promise<boolean> {
  const storage = (navigator as Partial<Navigator>).storage;
  if (storage === undefined) return false;
  try {
    return (await storage.persisted()) || (await storage.persist());
  } catch {
    return false;
  }
}
