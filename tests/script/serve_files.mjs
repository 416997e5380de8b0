// A file server for the tests of downloads: node serve_files.mjs FOLDER. Prints its port, then a line per request.
// It knows ranges (curl -C -). A file NAME with a companion NAME.cut holding a number is sent up to that many bytes, then
// the connection is cut, once: the companion goes with it.
import { createReadStream, existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { join, normalize } from 'node:path';

const folder = process.argv[2];
const server = createServer((request, response) => {
  const file = join(folder, normalize(decodeURIComponent(new URL(request.url, 'http://localhost').pathname)));
  console.log(`${request.method} ${request.url} ${request.headers.range ?? '-'}`);
  if (!existsSync(file) || !statSync(file).isFile()) {
    response.writeHead(404).end();
    return;
  }
  const size = statSync(file).size;
  const range = /^bytes=(\d+)-$/.exec(request.headers.range ?? '');
  const start = range ? Number(range[1]) : 0;
  if (start >= size && range) {
    response.writeHead(416, { 'Content-Range': `bytes */${size}` }).end();
    return;
  }
  const head = { 'Content-Length': size - start, 'Accept-Ranges': 'bytes' };
  if (range) head['Content-Range'] = `bytes ${start}-${size - 1}/${size}`;
  response.writeHead(range ? 206 : 200, head);
  const cut = `${file}.cut`;
  if (existsSync(cut)) {
    const bytes = Number(readFileSync(cut, 'utf8'));
    rmSync(cut);
    response.write(readFileSync(file).subarray(start, bytes), () => setTimeout(() => request.socket.destroy(), 50));
    return;
  }
  createReadStream(file, { start }).pipe(response);
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
