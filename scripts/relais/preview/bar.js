// Shows a saved change at once, and marks the ways to pages that visitors do not see.

const own = document.querySelector("script[data-version]");
const marks = JSON.parse(own.dataset.marks);

for (const link of document.querySelectorAll("main a[href]")) {
  const words = marks[new URL(link.href).pathname];
  if (!words || link.closest(".preview")) continue;
  const mark = document.createElement("span");
  mark.className = "preview_mark";
  mark.textContent = words;
  link.append(mark);
}

new EventSource("/_preview/events").onmessage = ({ data }) => {
  if (data !== own.dataset.version) location.reload();
};
