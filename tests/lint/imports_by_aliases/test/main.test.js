import all from 'tested/main';
import { circle } from 'tested/deep/shapes';
import style from '../src/main.css';

test('all', () => expect([all, circle, style]).toBeTruthy());
