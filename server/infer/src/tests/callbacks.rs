//! Where functions go, and what they are given there.

use super::check;

#[test]
fn kept_in_a_property_and_called_later() {
    check(
        r#"
//- /node_modules/layers/package.json
{ "name": "layers", "version": "1.0.0", "main": "index.js" }
//- /node_modules/layers/index.js
const Layer = require('./layer');
module.exports = class Stack {
  constructor() { this.layers = []; }
  use(name) {
    const handlers = Array.prototype.slice.call(arguments, 1);
    for (let i = 0; i < handlers.length; i++) {
      const fn = handlers[i];
      this.layers.push(new Layer(name, fn));
    }
  }
};
//- /node_modules/layers/layer.js
module.exports = Layer;
function Layer(name, fn) { this.name = name; this.handle = fn; }
Layer.prototype.run = function () {
  const fn = this.handle;
  fn({ method: 'GET', url: '' }, { end() {} }, function next() {});
};
Layer.prototype.fail = function (error) {
  const fn = this.handle;
  fn(new Error('x'), { method: 'GET', url: '' }, { end() {} }, function next() {});
};
//- /main.js
const Stack = require('layers');
const stack = new Stack();
stack.use('a', (request, response) => { response.end(request); });
//                                      ^^^^^^^^ { end: () => void }
//                                                   ^^^^^^^ { method: string; url: string }
stack.use('b', function (error, request, response, next) { response.end(request, next, error); });
//                                                         ^^^^^^^^ { end: () => void }
//                                                                      ^^^^^^^ { method: string; url: string }
//                                                                                     ^^^^^ Error
stack.use('c', later);
function later(request) { request; }
//                        ^^^^^^^ { method: string; url: string }
"#,
    );
}

#[test]
fn in_lists_and_options() {
    check(
        r#"
//- /hooks.js
const hooks = { before: [], after: [] };
exports.on = function (name, ...listeners) { hooks.before.push(...listeners); };
exports.run = function () {
  for (const hook of hooks.before) hook({ id: 1 });
};
exports.serve = function (options) {
  const { handler, port } = options;
  handler.call(null, { path: '/' }, port);
};
exports.each = function (callbacks) {
  callbacks.forEach((callback) => callback('x', { done: true }));
};
//- /main.js
const hooks = require('./hooks');
hooks.on('x', (context) => context);
//                         ^^^^^^^ { id: number }
hooks.serve({ handler(request) { return request; } });
//                                      ^^^^^^^ { path: string }
hooks.each([(name, state) => state]);
//                           ^^^^^ { done: boolean }
function wrap(fn) {
  return (context) => Promise.resolve(fn(context));
}
hooks.on('y', wrap((context) => context));
//                              ^^^^^^^ { id: number }
"#,
    );
}

#[test]
fn by_how_many_arguments_are_passed() {
    check(
        r#"
const hooks = [];
exports.add = function (hook) { hooks.push(hook); };
exports.run = function (later) {
  const hook = hooks[0];
  hook(later, { id: 1 });
  hook({ message: 'x' }, later, { id: 1 });
};
exports.read = function (done) { done({ code: 3 }); done(null, { text: 'x' }); };
exports.add((first, second) => { first; second; });
//                               ^^^^^ any
//                                      ^^^^^^ { id: number }
exports.read((error, value) => { error; value; });
//                               ^^^^^ { code: number } | null
//                                      ^^^^^ { text: string }
"#,
    );
}

#[test]
fn handed_to_another_file() {
    check(
        r#"
//- /controller.js
exports.list = function (request) { request; };
//                                  ^^^^^^^ { query: string }
const show = (request) => request;
//                        ^^^^^^^ { query: string }
module.exports.show = show;
//- /service.mjs
export function find(request) { request; }
//                              ^^^^^^^ { query: string }
export default (request) => request;
//                          ^^^^^^^ { query: string }
//- /routes.js
const controller = require('./controller');
route('/', controller.list);
route('/x', controller.show);
function route(path, handler) { handler({ query: path + 'x' }); }
module.exports = route;
//- /main.mjs
import service, { find } from './service.mjs';
import route from './routes.js';
route('/', find);
route('/', service);
"#,
    );
}

#[test]
fn declared_where_it_is_passed() {
    check(
        r#"
const http = require('node:http');
function onRequest(request, response) { response; request; }
//                                      ^^^^^^^^ ServerResponse | { req: IncomingMessage }
//                                                ^^^^^^^ IncomingMessage
http.createServer(onRequest);
const double = (entry) => entry;
//                        ^^^^^ { id: number }
[{ id: 1 }].map(double);
"#,
    );
}

/// As the best known server for plain JavaScript is made: handlers go through three files of two packages before they are called,
/// what they are called with comes the other way, and its methods are on prototypes that are set when it comes in.
#[test]
fn handlers_of_a_server_in_two_packages() {
    check(
        r#"
//- /node_modules/router/package.json
{ "name": "router", "version": "2.0.0", "main": "index.js" }
//- /node_modules/router/index.js
const Layer = require('./lib/layer');
const Route = require('./lib/route');
const { METHODS } = require('node:http');
const slice = Array.prototype.slice;
const flatten = Array.prototype.flat;
const methods = METHODS.map((method) => method.toLowerCase());
module.exports = Router;
function Router(options) {
  if (!(this instanceof Router)) return new Router(options);
  function router(req, res, next) { router.handle(req, res, next); }
  Object.setPrototypeOf(router, this);
  router.stack = [];
  return router;
}
Router.prototype = function () {};
Router.prototype.handle = function handle(req, res, callback) {
  let idx = 0;
  const stack = this.stack;
  next();
  function next(err) {
    let layer = stack[idx++];
    const route = layer.route;
    if (err) layer.handleError(err, req, res, next);
    else layer.handleRequest(req, res, next);
  }
};
Router.prototype.use = function use(handler) {
  const callbacks = flatten.call(slice.call(arguments, 1), Infinity);
  for (let i = 0; i < callbacks.length; i++) {
    const fn = callbacks[i];
    const layer = new Layer('/', {}, fn);
    this.stack.push(layer);
  }
  return this;
};
Router.prototype.route = function route(path) {
  const route = new Route(path);
  const layer = new Layer(path, {}, handle);
  function handle(req, res, next) { route.dispatch(req, res, next); }
  layer.route = route;
  this.stack.push(layer);
  return route;
};
methods.concat('all').forEach(function (method) {
  Router.prototype[method] = function (path) {
    const route = this.route(path);
    route[method].apply(route, slice.call(arguments, 1));
    return this;
  };
});
//- /node_modules/router/lib/route.js
const Layer = require('./layer');
const { METHODS } = require('node:http');
const slice = Array.prototype.slice;
const flatten = Array.prototype.flat;
const methods = METHODS.map((method) => method.toLowerCase());
module.exports = Route;
function Route(path) { this.path = path; this.stack = []; }
Route.prototype.dispatch = function dispatch(req, res, done) {
  const stack = this.stack;
  next();
  function next(err) {
    let layer = stack[0];
    if (err) layer.handleError(err, req, res, next);
    else layer.handleRequest(req, res, next);
  }
};
methods.forEach(function (method) {
  Route.prototype[method] = function (handler) {
    const callbacks = flatten.call(slice.call(arguments), Infinity);
    for (let i = 0; i < callbacks.length; i++) {
      const fn = callbacks[i];
      const layer = Layer('/', {}, fn);
      this.stack.push(layer);
    }
    return this;
  };
});
//- /node_modules/router/lib/layer.js
module.exports = Layer;
function Layer(path, options, fn) {
  if (!(this instanceof Layer)) return new Layer(path, options, fn);
  this.handle = fn;
  this.name = fn.name || '<anonymous>';
}
/**
 * @param {Error} error
 * @param {Request} req
 * @param {Response} res
 * @param {function} next
 */
Layer.prototype.handleError = function handleError(error, req, res, next) {
  const fn = this.handle;
  try { fn(error, req, res, next); } catch (err) { next(err); }
};
/**
 * @param {Request} req
 * @param {Response} res
 * @param {function} next
 */
Layer.prototype.handleRequest = function handleRequest(req, res, next) {
  const fn = this.handle;
  try { fn(req, res, next); } catch (err) { next(err); }
};
//- /node_modules/mixin/package.json
{ "name": "mixin", "version": "2.0.0", "main": "index.js" }
//- /node_modules/mixin/index.js
module.exports = function (destination, source) {
  for (const name of Object.getOwnPropertyNames(source)) {
    const descriptor = Object.getOwnPropertyDescriptor(source, name);
    Object.defineProperty(destination, name, descriptor);
  }
  return destination;
};
//- /node_modules/server/package.json
{ "name": "server", "version": "1.0.0", "main": "lib/server.js", "dependencies": { "router": "2", "mixin": "2" } }
//- /node_modules/server/lib/server.js
var mixin = require('mixin');
var proto = require('./application');
var Router = require('router');
var req = require('./request');
var res = require('./response');
exports = module.exports = createApplication;
function createApplication() {
  var app = function (req, res, next) { app.handle(req, res, next); };
  mixin(app, proto, false);
  app.request = Object.create(req, { app: { value: app } });
  app.response = Object.create(res, { app: { value: app } });
  app.init();
  return app;
}
exports.Router = Router;
//- /node_modules/server/lib/request.js
var http = require('node:http');
var req = Object.create(http.IncomingMessage.prototype);
module.exports = req;
req.header = function header(name) { return ''; };
//- /node_modules/server/lib/response.js
var http = require('node:http');
var res = Object.create(http.ServerResponse.prototype);
module.exports = res;
res.status = function status(code) { this.statusCode = code; return this; };
res.send = function send(body) { return this; };
//- /node_modules/server/lib/application.js
var Router = require('router');
var { METHODS } = require('node:http');
var methods = METHODS.map((method) => method.toLowerCase());
var slice = Array.prototype.slice;
var app = exports = module.exports = {};
app.init = function init() {
  var router = null;
  Object.defineProperty(this, 'router', {
    get: function getrouter() {
      if (router === null) router = new Router({ strict: true });
      return router;
    }
  });
};
app.handle = function handle(req, res, callback) {
  var done = callback;
  Object.setPrototypeOf(req, this.request);
  Object.setPrototypeOf(res, this.response);
  this.router.handle(req, res, done);
};
app.use = function use(fn) {
  var fns = slice.call(arguments);
  var router = this.router;
  fns.forEach(function (fn) {
    if (!fn || !fn.handle) return router.use('/', fn);
  }, this);
  return this;
};
app.route = function route(path) { return this.router.route(path); };
methods.forEach(function (method) {
  app[method] = function (path) {
    var route = this.route(path);
    route[method].apply(route, slice.call(arguments, 1));
    return this;
  };
});
//- /main.js
const server = require('server');
const app = server();
app.get('/', (request, response) => { response; request; });
//                                    ^^^^^^^^ members: send setHeader status statusCode ..
//                                              ^^^^^^^ members: header headers method ..
app.use((error, request, response, next) => { response.status(1).send; error; });
//                                            ^^^^^^^^ members: send setHeader status ..
//                                            ^^^^^^^^^^^^^^^^^^ members: send setHeader status ..
//                                                                     ^^^^^ Error
const router = server.Router();
router.post('/', async (req, res) => { res; });
//                                     ^^^ members: app send setHeader status ..
router.use('/', log);
function log(req, res, next) { req; }
//                             ^^^ members: app header headers method ..
"#,
    );
}
