// Filters and pages of a list, in place: fetches the very page that a link leads to and shows its list
// here. Without this script, or when anything goes wrong, the link is simply followed.

const region = () => document.querySelector("[data-list]");
const said = document.querySelector("[data-list-said]");
const here = () => location.pathname + location.search;
const scrolled = {};
let entry = history.state?.list ?? Date.now();
let shown = here();
let request;

history.replaceState({ ...history.state, list: entry }, "");
// The one link outside of the list that is not taken from the fetched page, see `take`.
for (const link of document.querySelectorAll(".consent a")) link.setAttribute("href", link.href);

async function show(url, arrive) {
  request?.abort();
  const { signal } = (request = new AbortController());
  region().setAttribute("aria-busy", "true");
  try {
    const response = await fetch(url, { signal });
    if (!response.ok) throw response.status;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const list = page.querySelector("[data-list]");
    const same = page.body.className === document.body.className;
    if (!list || !same || page.documentElement.lang !== document.documentElement.lang) throw url;
    if (signal.aborted) return;
    const open = region().querySelector("details[open]")?.id;
    arrive.before?.();
    shown = here();
    document.title = page.title;
    // Links are relative to the address, which has changed.
    take(page, "link:not([rel=stylesheet], [rel=preload])");
    take(page, ".header a, .footer_inner a");
    region().replaceWith(document.adoptNode(list));
    if (open) document.getElementById(open)?.setAttribute("open", "");
    arrive.after();
    said.textContent = ["h1", "h2"].map((name) => list.querySelector(name)?.textContent).join(", ");
  } catch {
    if (signal.aborted) return;
    if (url === location.href) location.reload();
    else location.assign(url);
  }
}

function take(page, selector) {
  const fresh = page.querySelectorAll(selector);
  document.querySelectorAll(selector).forEach((old, index) => {
    for (const name of ["href", "aria-current"]) {
      const value = fresh[index].getAttribute(name);
      if (value === null) old.removeAttribute(name);
      else if (value !== old.getAttribute(name)) old.setAttribute(name, value);
    }
  });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-list-way] a, a[data-list-way]");
  if (!link || link.origin !== location.origin || event.defaultPrevented || event.button) return;
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const { href } = link;
  const stays = link.closest("details");
  const top = link.getBoundingClientRect().top;
  show(href, {
    before() {
      scrolled[entry] = scrollY;
      if (href !== location.href) history.pushState({ list: (entry = Date.now()) }, "", href);
    },
    after() {
      const same = stays && [...region().querySelectorAll("details a")].find((one) => one.href === href);
      (same || region().querySelector("h2")).focus();
      if (same) scrollBy(0, same.getBoundingClientRect().top - top);
    },
  });
});

addEventListener("popstate", (event) => {
  if (here() === shown) return;
  scrolled[entry] = scrollY;
  entry = event.state?.list;
  show(location.href, {
    after() {
      if (document.activeElement === document.body) region().querySelector("h2")?.focus({ preventScroll: true });
      scrollTo(0, scrolled[entry] ?? 0);
    },
  });
});

// The browser's own way back to a scroll position comes too early for what is fetched first, but is
// right when the page is left for another one.
history.scrollRestoration = "manual";
addEventListener("pagehide", () => (history.scrollRestoration = "auto"));
addEventListener("pageshow", () => (history.scrollRestoration = "manual"));
