import { circle } from '@/deep/shapes';
import { square } from 'shapes';
import { common } from 'common';
import { circle as again } from 'under/shapes.js';
import unknown from 'anything/at/all';
import missing from '@/deep/none';
import express from 'expres';

export default [circle, square, common, again, unknown, missing, express];
