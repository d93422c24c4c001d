export const canPictureInPicture = "pictureInPictureEnabled" in document && document.pictureInPictureEnabled;

/** Where the largest picture of somebody else floats above other windows; again, and it comes back. */
export async function pictureInPicture(): Promise<void> {
  if (document.pictureInPictureElement) {
    await document.exitPictureInPicture();
    return;
  }
  const videos = [...document.querySelectorAll<HTMLVideoElement>(".meeting .tile:not([data-own]) video:not([data-off])")];
  const area = (video: HTMLVideoElement) => video.clientWidth * video.clientHeight;
  const [largest] = videos.filter((video) => video.videoWidth > 0).sort((a, b) => area(b) - area(a));
  if (!largest) throw new Error("Nobody else shows a picture yet.");
  await largest.requestPictureInPicture();
}
