import { cirlce } from 'shapes';

cirlce();
