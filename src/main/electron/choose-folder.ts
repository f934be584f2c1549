import type { BrowserWindow, Dialog } from 'electron';

type FolderDialogOptions = {
  readonly dialog: Pick<Dialog, 'showOpenDialog'>;
  readonly window: () => BrowserWindow | null;
};

/** Makes the function that lets a person choose a folder in the system's own dialogue, over the kiosk's window; null when nobody did. */
export function setUpFolderDialog({ dialog, window }: FolderDialogOptions): () => Promise<string | null> {
  return async () => {
    const kiosk = window();
    if (kiosk === null) return null;
    const { filePaths } = await dialog.showOpenDialog(kiosk, {
      title: 'Where to put the files',
      properties: ['openDirectory', 'createDirectory'],
    });
    return filePaths[0] ?? null;
  };
}
