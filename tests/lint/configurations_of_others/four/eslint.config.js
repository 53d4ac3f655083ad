console.log('told to no one');

export default async () => [{ ignores: ['dist/'] }, [{ rules: { 'no-debugger': 'warn', 'vue/unheard-of': 'error' } }]];
