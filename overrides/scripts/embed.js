// Videos and maps of other hosts: a still until the visitor plays it once or allows it for good.

import { grant, whenGranted } from "./choice.js";

for (const place of document.querySelectorAll("[data-embed]")) {
  const play = (focused) => {
    if (place.querySelector("iframe")) return;
    const frame = document.createElement("iframe");
    frame.src = place.dataset.embed;
    frame.title = place.dataset.title;
    frame.allow = "fullscreen; picture-in-picture; autoplay";
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups allow-presentation");
    // The still and the question stay behind it, so that nothing moves.
    place.dataset.playing = "";
    place.querySelector("[data-embed-still]").append(frame);
    if (focused) frame.focus();
  };
  place.querySelector("[data-embed-once]").addEventListener("click", () => play(true));
  place.querySelector("[data-embed-always]").addEventListener("click", () => {
    grant(place.dataset.embedPurpose);
    play(true);
  });
  whenGranted(place.dataset.embedPurpose, () => play(false));
}
