/** The few things that only a browser can do for the page. */

/** Puts a link on the clipboard; where that is refused, shows it to be copied by hand. Resolves with whether it was copied. */
export async function copyLink(link: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(link);
    return true;
  } catch {
    window.prompt('The browser does not let this page copy. Copy the link from here:', link);
    return false;
  }
}

/** Offers a file for saving. */
export function saveFile(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
