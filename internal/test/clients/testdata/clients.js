// Calls the libraries for the tests: each line of the standard input is a call as JSON, and gets a line with its result.
'use strict';

const readline = require('node:readline');
const WechatCrypto = require('wechat-crypto');
const wecom = require('@wecom/crypto');
const WechatEncrypt = require('wechat-encrypt');

const libraries = {
  'wechat-crypto': ({ token, encodingAESKey, receiver }) => {
    const c = new WechatCrypto(token, encodingAESKey, receiver);
    return {
      sign: (timestamp, nonce, encrypt) => c.getSignature(timestamp, nonce, encrypt),
      seal: (text) => c.encrypt(text),
      open: (encrypt) => c.decrypt(encrypt),
    };
  },
  '@wecom/crypto': ({ token, encodingAESKey, receiver }) => ({
    sign: (timestamp, nonce, encrypt) => wecom.getSignature(token, timestamp, nonce, encrypt),
    seal: (text) => wecom.encrypt(encodingAESKey, text, receiver),
    open: (encrypt) => wecom.decrypt(encodingAESKey, encrypt),
  }),
  // It does not say for whom a message is.
  'wechat-encrypt': ({ token, encodingAESKey, receiver }) => {
    const c = new WechatEncrypt({ appId: receiver, encodingAESKey, token });
    return {
      sign: (timestamp, nonce, encrypt) => c.genSign({ timestamp, nonce, encrypt }),
      seal: (text) => c.encode(text),
      open: (encrypt) => ({ message: c.decode(encrypt), id: receiver }),
    };
  },
};

readline.createInterface({ input: process.stdin }).on('line', (line) => {
  const { library, account, call, args } = JSON.parse(line);
  const result = libraries[library](account)[call](...args);
  process.stdout.write(JSON.stringify(result) + '\n');
});
