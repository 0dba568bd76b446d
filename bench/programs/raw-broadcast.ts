/** A bare broadcast: what is posted goes to every socket as it is, and that is all. */
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

const http = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const text = Buffer.concat(chunks).toString();
    for (const socket of sockets.clients) socket.send(text);
    response.writeHead(202).end();
  });
});
const sockets = new WebSocketServer({ server: http });
http.listen(Number(process.env.PORT), '127.0.0.1', () => console.log('READY'));
