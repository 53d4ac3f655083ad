export default class { static own = this.name }
