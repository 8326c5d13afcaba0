/**
 * The page's one database, opened when it is first needed. Knows versions, blocked upgrades and why browsers refuse storage; knows
 * nothing of what is stored. Every failure is a StorageError whose message is a sentence for people.
 */
import { promisifyRequest, type UseStore } from 'idb-keyval';

import { errorMessage, errorName, StorageError } from '../domain/errors.ts';

export const DATABASE_NAME = 'sigma-playground';

/** Raise with every store added below; `upgrade` makes those that are missing. */
const DATABASE_VERSION = 3;

const STORE_NAMES = ['runs', 'steps', 'checkpoints', 'weights', 'data', 'own', 'snapshots'] as const;
export type StoreName = (typeof STORE_NAMES)[number];

/** How long an upgrade waits for other tabs to let go of the older version. */
const BLOCKED_MS = 3_000;

/** Opens stores of one database; all of them share a connection, which is opened anew when the browser closed it. */
export class Database {
  private readonly name: string;
  private connection: Promise<IDBDatabase> | undefined;

  constructor(name = DATABASE_NAME) {
    this.name = name;
  }

  /** A store as idb-keyval wants it, with failures as StorageErrors. */
  store(storeName: StoreName): UseStore {
    return async (mode, callback) => {
      try {
        const database = await this.connect();
        return await callback(database.transaction(storeName, mode).objectStore(storeName));
      } catch (error) {
        throw storageError(error);
      }
    };
  }

  /** Lets go of the connection; the next use opens it again. */
  async close(): Promise<void> {
    const { connection } = this;
    this.connection = undefined;
    (await connection?.catch(() => undefined))?.close();
  }

  private connect(): Promise<IDBDatabase> {
    this.connection ??= this.open().catch((error: unknown) => {
      this.connection = undefined;
      throw error;
    });
    return this.connection;
  }

  private async open(): Promise<IDBDatabase> {
    const request = indexedDB.open(this.name, DATABASE_VERSION);
    request.onupgradeneeded = () => {
      upgrade(request.result);
    };
    const database = await Promise.race([promisifyRequest(request), whenBlocked(request)]);
    const forget = (): void => {
      this.connection = undefined;
    };
    database.onclose = forget;
    // A newer page in another tab wants to upgrade: step aside.
    database.onversionchange = () => {
      database.close();
      forget();
    };
    return database;
  }
}

function upgrade(database: IDBDatabase): void {
  for (const name of STORE_NAMES) if (!database.objectStoreNames.contains(name)) database.createObjectStore(name);
}

/** Rejects when other tabs hold an older version for too long; a connection that comes later is closed again. */
function whenBlocked(request: IDBOpenDBRequest): Promise<never> {
  return new Promise((_, reject) => {
    request.onblocked = () => {
      const giveUp = (): void => {
        request.addEventListener('success', () => {
          request.result.close();
        });
        reject(new StorageError('Another tab keeps an older version of the storage open: close it, or reload it.'));
      };
      const timer = setTimeout(giveUp, BLOCKED_MS);
      request.addEventListener('success', () => {
        clearTimeout(timer);
      });
    };
  });
}

const SENTENCES: Readonly<Record<string, string>> = {
  QuotaExceededError: 'The browser’s storage for this page is full.',
  SecurityError: 'The browser refuses this page any storage.',
  InvalidStateError: 'The browser refuses this page any storage.',
  VersionError: 'The storage was made by a newer version of this page: reload it to get that version.',
  NotFoundError: 'The storage is damaged: a part of it is missing.',
  DataCloneError: 'The storage cannot hold this.',
};

/** Any failure as a StorageError with a sentence. */
export function storageError(error: unknown): StorageError {
  if (error instanceof StorageError) return error;
  const sentence = SENTENCES[errorName(error)] ?? 'The browser’s storage failed.';
  return new StorageError(`${sentence} (${errorName(error)}: ${errorMessage(error)})`, { cause: error });
}
