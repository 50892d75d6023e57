// The site's own count of visits, which runs only after a yes. A random number tells one visitor's
// pages from another's; it is in no way made from who they are. The web server's log keeps it with
// the page and the name of the site that led here.

const month = 30 * 86400;
let visitor = document.cookie.match(/(?:^|; )relais_visitor=([0-9a-f]{16})(?=;|$)/)?.[1];
if (!visitor) {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  visitor = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `relais_visitor=${visitor}; Path=/; Max-Age=${6 * month}; SameSite=Lax${secure}`;
}
const from = document.referrer ? new URL(document.referrer).hostname : "";
const counted = new URL("./visit.txt", import.meta.url);
counted.search = new URLSearchParams({ page: location.pathname, visitor, from });
fetch(counted, { cache: "no-store", keepalive: true }).catch(() => {});
