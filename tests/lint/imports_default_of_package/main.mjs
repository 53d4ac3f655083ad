import shapes from 'shapes';

shapes.circle();
