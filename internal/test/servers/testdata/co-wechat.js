// An echo bot with the library co-wechat, which is a middleware of koa. It prints its port.
'use strict';

const Koa = require('koa');
const wechat = require('co-wechat');

const { TOKEN: token, KEY: encodingAESKey, APPID: appid } = process.env;
const app = new Koa();
app.silent = true;
app.use(wechat({ token, encodingAESKey, appid }).middleware(async (message) =>
  message.MsgType === 'text' ? message.Content : ''));
app.listen(0, '127.0.0.1', function () { console.log(this.address().port); });
