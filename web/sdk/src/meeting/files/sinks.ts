/** Where a received file goes, part by part. */
export interface FileSink {
  /** Resolves when the part is taken; no further part is given before. */
  write(part: Uint8Array): Promise<void>;
  /** All is there and right. May give the file where it isn't in the user's own folder yet. */
  close(): Promise<Blob | null>;
  /** Nothing of it is of use. */
  abort(): Promise<void>;
}

/** Larger files are not received where there is no storage but memory. */
const MAX_IN_MEMORY = 256 * 1024 * 1024;
const FOLDER = "worksync-received";

interface WithPicker {
  showSaveFilePicker?: (options: { suggestedName: string }) => Promise<FileSystemFileHandle>;
}

/**
 * A place for a file of this name and size: one that the user picks, where the browser can ask; otherwise the browser's own
 * storage, and memory as the last for what is small. Rejects with an `AbortError` when the user picks none. To be called
 * in answer to a click.
 */
export async function placeFor(name: string, size: number): Promise<FileSink> {
  const { showSaveFilePicker } = globalThis as WithPicker;
  if (showSaveFilePicker) {
    const handle = await showSaveFilePicker({ suggestedName: name });
    return new WritableSink(await handle.createWritable(), () => Promise.resolve(null));
  }
  return (await inOwnStorage()) ?? inMemory(size);
}

/** A sink in the browser's own storage, `null` where there is none. */
export async function inOwnStorage(): Promise<FileSink | null> {
  try {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle(FOLDER, { create: true });
    const name = crypto.randomUUID();
    const handle = await folder.getFileHandle(name, { create: true });
    const writable = await handle.createWritable();
    return new WritableSink(writable, () => handle.getFile(), () => folder.removeEntry(name));
  } catch {
    return null;
  }
}

/** Removes what earlier visits left in the browser's own storage. */
export async function clearOwnStorage(): Promise<void> {
  try {
    const root = await navigator.storage.getDirectory();
    await root.removeEntry(FOLDER, { recursive: true });
  } catch {
    // there is none, or nothing in it
  }
}

/** A sink in memory; throws for what is too large for it. */
export function inMemory(size: number): FileSink {
  if (size > MAX_IN_MEMORY) throw new Error("This browser can't save a file as large as this one");
  let parts: Blob[] = [];
  return {
    write: (part) => {
      parts.push(new Blob([part as Uint8Array<ArrayBuffer>]));
      return Promise.resolve();
    },
    close: () => Promise.resolve(new Blob(parts)),
    abort: () => {
      parts = [];
      return Promise.resolve();
    },
  };
}

/** Writes into a file. */
class WritableSink implements FileSink {
  readonly #writable: FileSystemWritableFileStream;
  readonly #file: () => Promise<Blob | null>;
  readonly #remove: (() => Promise<void>) | undefined;

  constructor(writable: FileSystemWritableFileStream, file: () => Promise<Blob | null>, remove?: () => Promise<void>) {
    this.#writable = writable;
    this.#file = file;
    this.#remove = remove;
  }

  write(part: Uint8Array): Promise<void> {
    return this.#writable.write(part as Uint8Array<ArrayBuffer>);
  }

  async close(): Promise<Blob | null> {
    await this.#writable.close();
    return this.#file();
  }

  async abort(): Promise<void> {
    await this.#writable.abort();
    await this.#remove?.();
  }
}
