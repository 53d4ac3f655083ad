'use strict';
/*! What 'events' and internal/event_target share, so that neither loads the other. */

module.exports = {
  kMaxEventTargetListeners: Symbol('events.maxEventTargetListeners'),
  kMaxEventTargetListenersWarned: Symbol('events.maxEventTargetListenersWarned'),
  /** `EventEmitter.defaultMaxListeners`. */
  defaultMaxListeners: 10,
};
