import b from "b"; import {z,a} from "a"; import React from "react";
export const x=<div className="p-4 huge hover:p-2 flex m-2 md:flex m-huge">{b}{a}</div>
