/** @deprecated use `young` */
export declare function old(): void;
export declare function young(): void;
