# A channel in one file: the terminal is the platform. Type “name: text” and it reaches Webcare; answers are printed here.
# Needs WEBCARE_HOOK (the connection's webhook address), WEBCARE_KEY (its signing key) and PORT (where replies come in).
import base64, hashlib, hmac, json, os, sys, threading, time, urllib.request, uuid
from datetime import datetime, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HOOK, PORT = os.environ['WEBCARE_HOOK'], int(os.environ['PORT'])
KEY = base64.b64decode(os.environ['WEBCARE_KEY'].removeprefix('whsec_'))
published = set()  # webhook-ids: a reply that comes twice is published once. A real channel keeps these on disk.

def signature(id, timestamp, body):
    signed = f'{id}.{timestamp}.'.encode() + body
    return 'v1,' + base64.b64encode(hmac.new(KEY, signed, hashlib.sha256).digest()).decode()

def send(event):
    id, timestamp, body = str(uuid.uuid4()), str(int(time.time())), json.dumps(event).encode()
    headers = {'content-type': 'application/json', 'webhook-id': id, 'webhook-timestamp': timestamp,
               'webhook-signature': signature(id, timestamp, body)}
    urllib.request.urlopen(urllib.request.Request(HOOK, body, headers), timeout=20)

class Replies(BaseHTTPRequestHandler):
    def do_POST(self):
        id, timestamp, given = (self.headers.get(f'webhook-{name}', '') for name in ('id', 'timestamp', 'signature'))
        body = self.rfile.read(int(self.headers.get('content-length', 0)))
        fits = any(hmac.compare_digest(one.encode(), signature(id, timestamp, body).encode()) for one in given.split())
        if not fits or abs(time.time() - int(timestamp)) > 300:
            return self.send_error(401)
        event = json.loads(body)
        if event['type'] == 'reply' and id not in published:
            published.add(id)
            print(f"to {event['data']['to']['externalId']}: {event['data']['text']}", flush=True)
        self.send_response(204)
        self.end_headers()

threading.Thread(target=ThreadingHTTPServer(('127.0.0.1', PORT), Replies).serve_forever, daemon=True).start()
for line in sys.stdin:
    who, _, text = line.strip().partition(': ')
    send({'type': 'message', 'externalId': str(uuid.uuid4()), 'thread': {'externalId': who, 'visibility': 'private'},
          'place': 'brand', 'author': {'externalId': who}, 'text': text, 'at': datetime.now(timezone.utc).isoformat()})
