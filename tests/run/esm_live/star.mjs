export const star = '*', x = 'hidden by the importer';
export default 'default is not starred';
