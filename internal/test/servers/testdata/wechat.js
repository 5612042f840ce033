// An echo bot with the library wechat. It prints its port.
'use strict';

const http = require('node:http');
const wechat = require('wechat');

const { TOKEN: token, KEY: encodingAESKey, APPID: appid } = process.env;
const handle = wechat({ token, encodingAESKey, appid }, (req, res) => {
  res.reply(req.weixin.MsgType === 'text' ? req.weixin.Content : '');
});

http.createServer((req, res) => {
  req.query = Object.fromEntries(new URL(req.url, 'http://localhost').searchParams); // as express does
  handle(req, res, () => res.writeHead(500).end());
}).listen(0, '127.0.0.1', function () { console.log(this.address().port); });
