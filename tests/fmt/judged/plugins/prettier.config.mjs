import { width } from './settings.mjs';
export default { printWidth: width, plugins: ['organized-imports', 'sorted-package', 'tailwind-classes'] };
