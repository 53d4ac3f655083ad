import { a } from './lib';
import App from './App.vue';
import './style.css?inline';
import logo from '/logo.svg';
import { a as b } from '@/lib';
import pages from 'virtual:pages';

console.log(a, App, logo, b, pages, require('./lib'));
