// Filters and pages of a list, in place: fetches the very page that a link leads to and shows its list
// here. Without this script, or when anything goes wrong, the link is simply followed.

const region = () => document.querySelector("[data-list]");
const heading = (list) => list.querySelector("#page_list");
const scrolled = {};
let shown = location.pathname;
let request;

async function show(url, arrive) {
  request?.abort();
  const { signal } = (request = new AbortController());
  region().ariaBusy = true;
  try {
    const response = await fetch(url, { signal });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const list = page.querySelector("[data-list]");
    if (!response.ok || page.body.className !== document.body.className) throw url;
    if (design(page) !== design(document)) throw url; // a later release, which needs its own
    const open = region().querySelector("[open]")?.id;
    scrolled[shown] = scrollY;
    if (url !== location.href) history.pushState(null, "", url);
    shown = location.pathname;
    document.title = page.title;
    // The menus' links are relative to the address, which has changed.
    take(page, "link[rel=canonical], link[hreflang], .header a, .header form, .footer_inner a");
    region().replaceWith(document.adoptNode(list));
    if (open) document.getElementById(open).open = true;
    arrive(list);
    const words = [...list.querySelectorAll("h1, #page_list")].map((one) => one.textContent);
    document.querySelector("[data-list-said]").textContent = words.join(", ");
  } catch {
    if (signal.aborted) return;
    if (url === location.href) location.reload();
    else location.assign(url);
  }
}

// The names of a page's stylesheets and scripts, which hold hashes of their contents.
function design(page) {
  const files = [...page.querySelectorAll("link[rel=stylesheet], script[type=module][src]")];
  return files.map((one) => (one.attributes.href ?? one.attributes.src).value.split("/").pop()).join();
}

function take(page, selector) {
  const fresh = page.querySelectorAll(selector);
  document.querySelectorAll(selector).forEach((old, index) => {
    for (const name of ["href", "action", "aria-current"]) {
      const value = fresh[index].getAttribute(name);
      if (value === null) old.removeAttribute(name);
      else old.setAttribute(name, value);
    }
  });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-list-way] a, a[data-list-way]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (link.origin !== location.origin) return;
  event.preventDefault();
  const { href } = link;
  const held = link.closest("details") ? link : heading(region());
  const { top } = held.getBoundingClientRect();
  show(href, (list) => {
    // A filter stays under the finger; the way to another page leads to the beginning of that page.
    const same = held === link && [...list.querySelectorAll("details a")].find((one) => one.href === href);
    const goal = same || heading(list);
    goal.focus({ preventScroll: true });
    if (link.closest("[data-list-way=page]")) goal.scrollIntoView();
    else scrollBy(0, goal.getBoundingClientRect().top - top);
  });
});

addEventListener("popstate", () => {
  if (location.pathname === shown) return;
  show(location.href, (list) => {
    if (document.activeElement === document.body) heading(list).focus({ preventScroll: true });
    scrollTo(0, scrolled[shown]);
  });
});

// The browser goes back to a scroll position too early for what is fetched first, but rightly when
// the page has been left for another one.
addEventListener("pageshow", () => (history.scrollRestoration = "manual"));
addEventListener("pagehide", () => (history.scrollRestoration = "auto"));

// What is not taken from the fetched page must not depend on the address either.
for (const link of document.querySelectorAll(".consent a, link:not([rel=stylesheet], [rel=preload])")) {
  link.setAttribute("href", link.href);
}
