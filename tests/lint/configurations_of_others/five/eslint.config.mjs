throw new TypeError("it is broken");
