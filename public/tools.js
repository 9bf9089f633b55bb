// What source marks, calculators and links to copy do in place. Loaded by
// boot.js when one of them is first used; without it they are links and forms.

const $ = (selector, root = document) => root.querySelector(selector);
const english = () => document.documentElement.lang === "en";

// ---- Sources: the model page's words about a value, shown beside it --------

const pages = new Map();
/** A page of ours, fetched once. */
function page(path) {
  if (!pages.has(path)) {
    const answer = fetch(path, { headers: { accept: "text/html" } }).then(async (answer) => {
      if (!answer.ok) throw new Error(answer.statusText);
      return new DOMParser().parseFromString(await answer.text(), "text/html");
    });
    answer.catch(() => pages.delete(path));
    pages.set(path, answer);
  }
  return pages.get(path);
}

let card;
/** Opens what is said about the value a mark stands beside. */
export async function source(mark) {
  const { pathname, hash } = new URL(mark.href);
  let about;
  try {
    about = (await page(pathname)).getElementById(decodeURIComponent(hash.slice(1)))?.querySelector(".provenance");
  } catch {}
  // Nothing to show in place: the page itself says it.
  if (!about) return globalThis.atlas.go(mark.href);
  close();
  card = document.createElement("div");
  card.className = "source-card";
  card.setAttribute("role", "dialog");
  card.setAttribute("aria-label", mark.getAttribute("aria-label") ?? `${mark.firstChild.textContent} · ${mark.title}`);
  card.tabIndex = -1;
  card.append(document.adoptNode(about.cloneNode(true)));
  const more = document.createElement("a");
  more.href = mark.href;
  more.textContent = english() ? "All about this model →" : "这个模型的全部信息 →";
  card.append(more);
  document.body.append(card);
  const at = mark.getBoundingClientRect(), [width, height] = [card.offsetWidth, card.offsetHeight];
  const below = at.bottom + height + 8 < innerHeight;
  card.style.left = Math.max(8, Math.min(at.left - 16, innerWidth - width - 8)) + scrollX + "px";
  card.style.top = (below ? at.bottom + 4 : Math.max(8, at.top - height - 4)) + scrollY + "px";
  card.focus({ preventScroll: true });
  card.back = mark;
}

function close(event) {
  if (!card || (event?.type === "click" && (card.contains(event.target) || event.target.closest?.("a.source")))) return;
  const back = card.contains(document.activeElement) && card.back;
  card.remove();
  card = undefined;
  if (back && event?.type !== "click") back.focus();
}
addEventListener("click", close);
addEventListener("keydown", (event) => event.key === "Escape" && close(event));
addEventListener("popstate", close);

// ---- Copying the address of what is shown ---------------------------------

export async function copyLink(button) {
  const before = button.textContent;
  try {
    await navigator.clipboard.writeText(location.href);
    button.textContent = english() ? "Copied" : "已复制";
  } catch {
    button.textContent = english() ? "Not allowed" : "无法复制";
  }
  setTimeout(() => (button.textContent = before), 1600);
}

// ---- Sorting the plain tables of a page -----------------------------------

/** What a cell sorts by: a number where it begins with one, else its text. */
function sortKey(cell) {
  const text = cell.textContent.trim().replace(/\[\d+\]$/, "");
  if (/^[–—-]?$/.test(text)) return null;
  const [, digits, unit] = /^[^\p{L}\d-]*(-?[\d,]+(?:\.\d+)?)\s*([KMBT万亿]?)/u.exec(text) ?? [];
  if (digits === undefined) return text;
  return Number(digits.replaceAll(",", "")) * ({ K: 1e3, M: 1e6, B: 1e9, T: 1e12, 万: 1e4, 亿: 1e8 }[unit] ?? 1);
}

/** Ascending, descending, then as it was written; empty cells come last. */
export function sortTable(button) {
  const head = button.closest("th");
  const body = head.closest("table").tBodies[0];
  body.written ??= [...body.rows];
  const next = { ascending: "descending", descending: null }[head.ariaSort] ?? (head.ariaSort ? null : "ascending");
  for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
  let rows = body.written;
  if (next) {
    head.setAttribute("aria-sort", next);
    const turn = next === "ascending" ? 1 : -1;
    const order = new Intl.Collator(document.documentElement.lang, { numeric: true });
    const compare = (a, b) => (typeof a === typeof b && typeof a === "number" ? a - b : order.compare(a, b));
    const keyed = rows.map((row) => [sortKey(row.cells[head.cellIndex]), row]);
    keyed.sort(([a], [b]) => (a === null || b === null ? (a === null) - (b === null) : turn * compare(a, b)));
    rows = keyed.map(([, row]) => row);
  }
  body.append(...rows);
}

// ---- Forms that answer while they are filled in --------------------------

let timer;
let turn = 0;

/** Answers a form in place, a moment after its last change. */
export function live(form) {
  const mine = ++turn;
  const here = location.href;
  clearTimeout(timer);
  timer = setTimeout(() => answer(form, () => mine === turn && form.isConnected && location.href === here), 250);
}

/** Fetches the page the form leads to, and puts its results in place of ours.
    Fields and focus stay as they are. `current`: nothing has happened since. */
async function answer(form, current) {
  if (!current()) return;
  // What belongs to other parts of the page stays in the address.
  const query = new URLSearchParams(location.search);
  for (const field of form.elements) if (field.type !== "hidden") query.delete(field.name);
  query.delete("page");
  for (const [name, value] of new FormData(form)) {
    const field = form.elements[name];
    if (field.type !== "hidden" && value.trim() && value !== field.dataset?.default) query.append(name, value);
  }
  const address = new URL(form.action).pathname + (query.size ? `?${query}` : "");
  const results = (root) => [...root.querySelectorAll("[data-live-result]")];
  try {
    const reply = await fetch(address, { headers: { accept: "text/html" } });
    const page = new DOMParser().parseFromString(await reply.text(), "text/html");
    if (!current()) return;
    const [ours, theirs] = [results(document), results(page)];
    if (!reply.ok || !theirs.length || ours.length !== theirs.length) throw 0;
    ours.forEach((region, i) => {
      const folds = (root) => root.querySelectorAll("details");
      const open = [...folds(region)].map((fold) => fold.open);
      for (const island of region.querySelectorAll("leptos-island")) island.$$dispose?.();
      region.replaceChildren(...theirs[i].childNodes);
      folds(region).forEach((fold, at) => (fold.open = open[at] ?? fold.open));
    });
    document.title = page.title;
    form.dataset.live = "";
    atlas.remember(address, true);
    atlas.dress();
  } catch {
    // The form still leads to its page: it shows its button.
    if (current()) form.dataset.live = "failed";
  }
}
