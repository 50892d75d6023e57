// Copying the address and the device's own sharing. Without this script the link for mail remains, and
// the two buttons stay hidden. Nothing is sent to anybody.

for (const part of document.querySelectorAll("[data-share]")) {
  const copy = part.querySelector("[data-share-copy]");
  const send = part.querySelector("[data-share-send]");
  const said = part.querySelector("[role=status]");
  const address = document.querySelector("link[rel=canonical]")?.href ?? location.href;

  if (navigator.clipboard) {
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(address);
      said.textContent = copy.dataset.shareCopy;
    });
  }

  if (navigator.share) {
    send.hidden = false;
    send.addEventListener("click", () => {
      navigator.share({ title: document.title, url: address }).catch(() => {});
    });
  }
}
