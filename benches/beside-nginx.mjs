// Requests per second beside nginx: the same pages, the same bytes, the same headers,
// from nginx's files and from our process, by turns, on this machine. Run with
// `make bench`; needs nginx-light, libnginx-mod-http-brotli-static and wrk of Debian.
// Prints ratios; nothing here passes or fails.
import { execFileSync, spawn } from 'node:child_process';
import { Agent, get } from 'node:http';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const OURS = Number(process.env.PORT ?? 3192);
const THEIRS = OURS + 1;
const ROUNDS = Number(process.env.ROUNDS ?? 5);
const SECONDS = Number(process.env.SECONDS ?? 4);
const CONNECTIONS = 32;
const ENDINGS = { identity: '', gzip: '.gz', br: '.br' };
const folder = mkdtempSync(join(tmpdir(), 'model-atlas-beside-'));
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const sleep = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
const middle = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];

/** An answer with its bytes as they travelled, which fetch would decode. */
function ask(port, path, encoding) {
  return new Promise((done, fail) => {
    get({ host: '127.0.0.1', port, path, agent, headers: { 'accept-encoding': encoding } }, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () => done({ status: answer.statusCode, headers: Object.entries(answer.headers), body: Buffer.concat(parts) }));
      answer.on('error', fail);
    }).on('error', fail);
  });
}

async function ready(port) {
  for (let i = 0; i < 500; i++) {
    try {
      return await fetch(`http://127.0.0.1:${port}/robots.txt`);
    } catch {
      await sleep(20);
    }
  }
  throw new Error(`nothing listens on port ${port}`);
}

/** The same load on one server: requests per second, times in ms, bytes, failures. */
function load(port, paths, encoding) {
  const script = join(folder, 'load.lua');
  writeFileSync(script, `
    local paths = { ${paths.map((path) => JSON.stringify(path)).join(', ')} }
    local requests, at = {}, 0
    init = function()
      for i, path in ipairs(paths) do
        requests[i] = wrk.format('GET', path, { ['accept-encoding'] = '${encoding}' })
      end
    end
    request = function() at = at % #requests + 1; return requests[at] end
    done = function(summary, latency)
      io.write(string.format('RESULT %f %f %f %f %d\\n', summary.requests / summary.duration * 1e6,
        latency:percentile(50) / 1000, latency:percentile(99) / 1000, summary.bytes / summary.requests,
        summary.errors.status + summary.errors.read + summary.errors.timeout))
    end`);
  const out = execFileSync('wrk', ['-t1', `-c${CONNECTIONS}`, `-d${SECONDS}s`, '-s', script, `http://127.0.0.1:${port}`]).toString();
  const [rate, p50, p99, bytes, failed] = out.match(/RESULT (.*)/)[1].split(' ').map(Number);
  return { rate, p50, p99, bytes, failed };
}

process.stdout.write('warming up\n');
const children = [];
process.on('exit', () => {
  for (const child of children) child.kill();
  rmSync(folder, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));

const server = spawn('target/release/model-atlas', ['serve', '--addr', `127.0.0.1:${OURS}`, '--log', 'warn'], { stdio: 'inherit' });
children.push(server);
await ready(OURS);
const map = await (await fetch(`http://127.0.0.1:${OURS}/sitemap.xml`)).text();
const pages = [...map.matchAll(/<loc>https?:\/\/[^/]+([^<]*)<\/loc>/g)].map((found) => found[1]).filter((path) => path !== '/' && path !== '/en');

// Twice, so that the second answers are worth compressing well; then until they are.
for (const encoding of ['br', 'gzip']) for (const path of pages) for (let i = 0; i < 2; i++) {
  await ask(OURS, path, encoding);
}
const busy = () => Number(readFileSync(`/proc/${server.pid}/stat`, 'utf8').split(') ')[1].split(' ')[11]);
const begun = performance.now();
for (let before = -1, now = busy(); now - before > 2 && performance.now() - begun < 300_000; now = busy()) {
  before = now;
  await sleep(1000);
}
const pressed = (performance.now() - begun) / 1000;

// What nginx serves is what we answered.
let raw = 0;
const sent = { gzip: 0, br: 0 };
for (const path of pages) for (const [encoding, ending] of Object.entries(ENDINGS)) {
  const { body } = await ask(OURS, path, encoding);
  const file = join(folder, 'files', `${decodeURIComponent(path)}.html${ending}`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, body);
  if (encoding === 'identity') raw += body.length;
  else sent[encoding] += body.length;
}
writeFileSync(join(folder, 'files', 'robots.txt'), '');
const unsaid = ['date', 'server', 'connection', 'content-length', 'content-type', 'content-encoding', 'etag', 'transfer-encoding'];
const said = (await ask(OURS, pages[0], 'identity')).headers.filter(([name]) => !unsaid.includes(name.toLowerCase()));
const modules = readFileSync('/etc/nginx/modules-enabled/50-mod-http-brotli-static.conf', 'utf8').replace('modules/', '/usr/lib/nginx/modules/');
writeFileSync(join(folder, 'nginx.conf'), `
  ${modules}
  ${process.getuid() === 0 ? 'user root;' : ''}
  worker_processes auto;
  pid ${folder}/pid;
  error_log ${folder}/error.log;
  events { worker_connections 1024; }
  http {
    access_log off;
    sendfile on;
    tcp_nopush on;
    keepalive_requests 1000000000;
    open_file_cache max=10000 inactive=10m;
    gzip_static on;
    brotli_static on;
    default_type 'text/html; charset=utf-8';
    types { }
    server {
      listen 127.0.0.1:${THEIRS};
      root ${folder}/files;
      location / { try_files $uri.html $uri =404; ${said.map(([name, value]) => `add_header ${name} "${value.replaceAll('"', '\\"')}";`).join(' ')} }
    }
  }`);
children.push(spawn('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf'), '-g', 'daemon off;'], { stdio: 'inherit' }));
await ready(THEIRS);

for (const encoding of Object.keys(ENDINGS)) for (const path of pages.slice(0, 20)) {
  const [a, b] = await Promise.all([OURS, THEIRS].map((port) => ask(port, path, encoding)));
  if (a.status !== 200 || b.status !== 200 || !a.body.equals(b.body)) throw new Error(`${path} differs in ${encoding}: ${a.body.length} and ${b.body.length} bytes`);
}
const queries = readFileSync('src/tests/queries.tsv', 'utf8').split('\n').filter((line) => line && !line.startsWith('#')).map((line) => line.split('\t')[1]);
const words = [...new Set(queries)].map((query) => `/api/search?q=${encodeURIComponent(query)}`);
// Each asked once at most: nothing of it is kept.
let number = 0;
const fresh = () => Array.from({ length: 40000 }, () => `/api/search?q=${encodeURIComponent(queries[number % queries.length])}&limit=8&n=${number++}`);
// As they are all pages together are larger than what is kept.
const few = pages.filter((_, at) => at % Math.ceil(pages.length / 200) === 0);
const cases = [
  ['HTML as it is, of 200 pages', 'identity', few, few],
  ['HTML in gzip', 'gzip', pages, pages],
  ['HTML in brotli', 'br', pages, pages],
  ['search, asked before; beside HTML in brotli', 'br', words, pages],
  ['search, never asked; beside HTML in brotli', 'br', fresh, pages],
];
for (const [name, encoding, ours, theirs] of cases) {
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) {
    const us = () => load(OURS, typeof ours === 'function' ? ours() : ours, encoding);
    const them = () => load(THEIRS, theirs, encoding);
    // By turns, and each first as often as the other.
    if (round % 2) { const b = them(); rounds.push([us(), b]); } else { rounds.push([us(), them()]); }
  }
  const of = (side, key) => middle(rounds.map((round) => round[side][key]));
  const ratio = middle(rounds.map(([a, b]) => a.rate / b.rate));
  const tell = (side) => `${of(side, 'rate').toFixed(0)}/s, p50 ${of(side, 'p50').toFixed(2)} ms, p99 ${of(side, 'p99').toFixed(2)} ms, ${of(side, 'bytes').toFixed(0)} bytes`;
  const failed = rounds.flat().reduce((sum, side) => sum + side.failed, 0);
  process.stdout.write(`${name}: ${ratio.toFixed(2)} × nginx, p99 ${middle(rounds.map(([a, b]) => a.p99 / b.p99)).toFixed(2)} ×\n  ours   ${tell(0)}\n  nginx  ${tell(1)}${failed ? `\n  ${failed} FAILED` : ''}\n`);
}
const memory = readFileSync(`/proc/${server.pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)[1];
process.stdout.write(`${pages.length} pages of ${raw} bytes, ${sent.gzip} in gzip, ${sent.br} in brotli; compressed well within ${pressed.toFixed(0)} s; ${(memory / 1024).toFixed(0)} MiB of memory after\n`);
process.exit(0);
