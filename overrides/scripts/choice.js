// The visitor's choice: takes it, keeps it in one cookie, and lets a tracker run only where it says
// yes. The build writes two lines above this one: `register` holds what content/cookies.yml says, `own`
// where the site's own count is.
// Whether to ask at all was decided in the page's head, before anything was shown.

const root = document.documentElement;
const banner = document.querySelector("[data-consent-banner]");
const options = banner.querySelector("[data-consent-options]");
const chooser = banner.querySelector("[data-consent-choose]");
const closer = banner.querySelector("[data-consent-close]");
const boxes = [...banner.querySelectorAll("[data-consent-purpose]")];
const tabs = "BroadcastChannel" in window ? new BroadcastChannel(register.cookie) : null;
const running = new Set();
const waiting = new Set();
let opener = null;

// Returns the choice as an object of purposes, or null. Where a second cookie of the name was
// planted for another path or domain, a purpose is granted only if each of them grants it.
function read() {
  let choice = null;
  for (const match of document.cookie.matchAll(new RegExp(`(?:^|; )${register.pattern}(?=;|$)`, "g"))) {
    const age = (Date.now() - Date.parse(match[1])) / 864e5;
    if (!(age >= -1 && age < register.days + 1)) continue;
    choice ??= {};
    register.purposes.forEach(([id], index) => (choice[id] = choice[id] !== false && match[index + 2] === "1"));
  }
  return choice;
}

function write(choice) {
  const answers = register.purposes.map(([id]) => `.${id}=${choice[id] ? 1 : 0}`).join("");
  const day = new Date().toISOString().slice(0, 10);
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie =
    `${register.cookie}=${register.revision}.${day}${answers}` +
    `; Path=/; Max-Age=${register.days * 86400}; SameSite=Lax${secure}`;
}

// An exempt purpose runs until the visitor objects, here or by Global Privacy Control. An objection
// outlives a change of the register; a yes never does.
export function granted(purpose) {
  if (root.dataset.consent === "off") return false;
  const choice = read();
  if (choice) return choice[purpose];
  const exempt = register.purposes.some(([id, free]) => id === purpose && free);
  return exempt && !navigator.globalPrivacyControl && !document.cookie.includes(`.${purpose}=0`);
}

// Says yes to one purpose and leaves the others as they are.
export function grant(purpose) {
  save({ ...read(), [purpose]: true });
}

// Calls back now or when a purpose is granted. What it starts ends with the page, see `apply`.
export function whenGranted(purpose, start) {
  waiting.add({ purpose, start });
  apply();
}

function apply() {
  for (const one of waiting) {
    if (!granted(one.purpose)) continue;
    waiting.delete(one);
    running.add(one.purpose);
    one.start();
  }
  const stopped = [...running].some((purpose) => !granted(purpose));
  if (stopped) silence();
  sweep();
  if (stopped) {
    history.replaceState({ ...history.state, consent: Boolean(opener) }, "");
    location.reload();
  }
  show();
}

// From here on this page can reach no other host, until the reload has ended what was running.
function silence() {
  const policy = document.createElement("meta");
  policy.httpEquiv = "Content-Security-Policy";
  policy.content = "default-src 'self'; connect-src 'none'";
  document.head.append(policy);
}

// Deletes what the trackers that may not run have kept, on every path and domain that it may be on.
// Before a first choice nothing is touched but cookies of theirs that are plainly there.
function sweep() {
  const chosen = document.cookie.includes(`${register.cookie}=`);
  for (const tracker of register.trackers) {
    if (granted(tracker.purpose)) continue;
    for (const [kind, name] of tracker.keeps) {
      const fits = new RegExp(`^${name.replace(/[.$+^|]/g, "\\$&").replaceAll("*", ".*")}$`);
      try {
        if (kind === "cookie") {
          const names = document.cookie.split("; ").map((pair) => pair.split("=")[0]);
          new Set([...names.filter((one) => fits.test(one)), ...(chosen ? [name] : [])]).forEach(expire);
        } else if (!chosen) {
          continue;
        } else if (kind === "indexed-db") {
          indexedDB.databases?.().then((all) => all.forEach((one) => fits.test(one.name) && indexedDB.deleteDatabase(one.name)));
        } else {
          const storage = kind === "local-storage" ? localStorage : sessionStorage;
          Object.keys(storage).filter((key) => fits.test(key)).forEach((key) => storage.removeItem(key));
        }
      } catch {
        // The browser keeps its storage closed, so nothing is in it.
      }
    }
  }
}

function expire(name) {
  const labels = location.hostname.split(".");
  const domains = ["", ...labels.map((_, index) => `; Domain=${labels.slice(index).join(".")}`)];
  const steps = location.pathname.split("/");
  const paths = steps.flatMap((_, index) => [steps.slice(0, index + 1).join("/"), steps.slice(0, index).join("/") + "/"]);
  for (const domain of domains) {
    for (const path of new Set(paths)) document.cookie = `${name}=; Max-Age=0; Path=${path || "/"}${domain}`;
  }
}

function start(tracker) {
  if (tracker.adapter === "own") {
    import(new URL(own, import.meta.url));
    return;
  }
  if (tracker.adapter.startsWith("matomo")) {
    const queue = (window._paq ??= []);
    if (tracker.adapter === "matomo-exempt") queue.push(["disableCookies"]);
    queue.push(["setTrackerUrl", new URL("matomo.php", tracker.script).href], ["setSiteId", tracker.site]);
    queue.push(["trackPageView"], ["enableLinkTracking"]);
  }
  const script = document.createElement("script");
  for (const [name, value] of Object.entries(tracker.attributes)) script.setAttribute(name, value);
  script.async = true;
  script.src = tracker.script;
  document.head.append(script);
}

// Shows each purpose as it is now.
function show() {
  for (const box of boxes) box.checked = granted(box.dataset.consentPurpose);
  for (const state of document.querySelectorAll("[data-consent-state]")) {
    state.textContent = granted(state.dataset.consentState) ? state.dataset.yes : state.dataset.no;
  }
}

function unfold(unfolded) {
  options.hidden = !unfolded;
  chooser.setAttribute("aria-expanded", unfolded);
  chooser.textContent = unfolded ? chooser.dataset.save : chooser.dataset.choose;
}

function open(from) {
  if (root.dataset.consent !== "ask") {
    opener = from;
    from.closest("[data-consent-place]").append(banner);
    root.dataset.consent = "open";
    closer.hidden = false;
    unfold(true);
  }
  show();
  banner.focus();
}

function close() {
  root.dataset.consent = read() ? "given" : "later";
  unfold(false);
  if (opener) opener.focus();
  else document.querySelector("main").focus({ preventScroll: true }); // the header stays in sight
  opener = null;
}

function save(choice) {
  write(choice);
  apply();
  tabs?.postMessage("");
  if (root.dataset.consent === "ask" || root.dataset.consent === "open") close();
  root.dataset.consent = "given";
  document.querySelector("[data-consent-said]").textContent = banner.dataset.saved;
}

function saveAll(yes) {
  save(Object.fromEntries(register.purposes.map(([id]) => [id, yes])));
}

// Another tab has changed the choice, or the page comes back from the Back button's memory.
function look() {
  if (read() && root.dataset.consent === "ask") root.dataset.consent = "given";
  apply();
}

banner.querySelector("[data-consent-accept]").addEventListener("click", () => saveAll(true));
banner.querySelector("[data-consent-refuse]").addEventListener("click", () => saveAll(false));
closer.addEventListener("click", close);
chooser.addEventListener("click", () => {
  if (options.hidden) {
    unfold(true);
    boxes[0].focus();
  } else {
    save(Object.fromEntries(boxes.map((box) => [box.dataset.consentPurpose, box.checked])));
  }
});
banner.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && root.dataset.consent === "open") close();
});
document.addEventListener("click", (event) => {
  const from = event.target.closest("[data-consent-open]");
  if (!from || root.dataset.consent === "off") return;
  event.preventDefault();
  open(from);
});
tabs?.addEventListener("message", look);
addEventListener("pageshow", (event) => event.persisted && look());
document.addEventListener("visibilitychange", () => document.hidden || look());

for (const tracker of register.trackers) {
  if (tracker.adapter !== "embed") waiting.add({ purpose: tracker.purpose, start: () => start(tracker) });
}
if (root.dataset.consent !== "off") apply();
banner.querySelector("[data-consent-early]")?.click();
if (history.state?.consent) {
  document.querySelector(".footer [data-consent-open]").focus();
  document.querySelector("[data-consent-said]").textContent = banner.dataset.saved;
}
if (history.state && "consent" in history.state) history.replaceState({ ...history.state, consent: undefined }, "");
