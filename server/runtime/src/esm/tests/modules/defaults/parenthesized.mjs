export default (function() {})
;[1].map(String)
