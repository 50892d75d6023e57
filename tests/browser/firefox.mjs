// A visit in Firefox: prints a line for each behaviour, and fails if one does not hold.
// node firefox.mjs ADDRESS PROGRAM

import puppeteer from "puppeteer-core";

const [base, program] = process.argv.slice(2);
let failed = 0;
const b = await puppeteer.launch({ browser: "firefox", executablePath: program, headless: true });
const ctx = await b.createBrowserContext();
const p = await ctx.newPage();
const hosts = new Set(); let counted = 0;
p.on("request", r => { if (r.url().startsWith("http")) hosts.add(new URL(r.url()).host); if (r.url().includes("visit.txt?")) counted++; });
const sleep = ms => new Promise(r => setTimeout(r, ms));
const shown = () => p.$eval("[data-consent-banner]", e => getComputedStyle(e).display !== "none");
const cookies = () => p.evaluate(() => document.cookie);
const check = (name, ok) => {
  console.log(ok ? "pass" : "FAIL", name);
  failed += !ok;
};
for (const home of ["/", "/fr/"]) {
  await p.goto(base + home); check(home + " asked", await shown()); check(home + " no cookie", (await cookies()) === "");
  await p.keyboard.press("Escape"); await p.reload(); check(home + " still asked", await shown());
}
check("nothing counted", counted === 0);
await p.click("[data-consent-refuse]"); await sleep(500);
check("refused: hidden", !(await shown())); check("refused: cookie", /audience=0$/.test(await cookies()));
await p.goto(base + "/about/"); check("refusal kept in the other language", !(await shown())); await sleep(300); check("refused: nothing counted", counted === 0);
await p.click(".footer [data-consent-open]"); await sleep(200); check("reopened", await shown());
await p.keyboard.press("Escape"); await sleep(200); check("Esc closes, focus returns", !(await shown()) && await p.evaluate(() => document.activeElement.matches(".footer [data-consent-open]")));
await p.keyboard.press("Enter"); await sleep(300); await p.click("[data-consent-accept]"); await sleep(1000);
check("accepted: counted", counted === 1); check("accepted: visitor cookie", /relais_visitor=/.test(await cookies()));
await p.goto(base + "/partners/"); await sleep(500); check("counts the next page", counted === 2);
const q = await ctx.newPage(); await q.goto(base + "/fr/"); await sleep(500); const before = counted;
await q.click(".footer [data-consent-open]"); await sleep(200); await q.click("[data-consent-refuse]"); await sleep(1500);
check("withdrawn: cookie gone", !/relais_visitor/.test(await cookies()));
await p.bringToFront(); await p.goBack(); await sleep(800); check("after Back: silent", counted === before); check("after Back: cookie gone", !/relais_visitor/.test(await cookies()));
check("own host only", hosts.size === 1);
await b.close();
process.exit(failed ? 1 : 0);
