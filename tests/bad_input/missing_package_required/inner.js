require('not-installed/deep');
