/** The part of `localStorage` that the client needs; tests hand in a map. */
export interface KeyValueStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** What lasts for this browser, or only for this page where storage is blocked or full. */
export function browserStorage(): KeyValueStorage {
  const unstored = new Map<string, string>();
  return {
    getItem: (key) => unstored.get(key) ?? quietly(() => localStorage.getItem(key)),
    setItem: (key, value) => {
      unstored.set(key, value);
      quietly(() => {
        localStorage.setItem(key, value);
        unstored.delete(key);
      });
    },
    removeItem: (key) => {
      unstored.delete(key);
      quietly(() => localStorage.removeItem(key));
    },
  };
}

/** Reads a JSON value; what cannot be read counts as absent. */
export function readJson<T>(storage: KeyValueStorage, key: string, absent: T): T {
  const text = storage.getItem(key);
  if (text === null) return absent;
  try {
    return JSON.parse(text) as T;
  } catch {
    return absent;
  }
}

function quietly<T>(action: () => T): T | null {
  try {
    return action();
  } catch {
    return null;
  }
}
