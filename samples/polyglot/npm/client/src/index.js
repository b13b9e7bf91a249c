export class ServiceError extends Error {
  constructor(status, reason) {
    super(`${status}: ${reason}`);
    this.name = "ServiceError";
    this.status = status;
  }
}

export class Client {
  #service;

  constructor(service) {
    this.#service = String(service).replace(/\/+$/, "");
  }

  async harbours({ signal } = {}) {
    const { harbours } = await this.#get("/v1/harbours", signal);
    return harbours;
  }

  async heights(harbour, from, { hours = 24, signal } = {}) {
    const query = new URLSearchParams({ from: moment(from), hours });
    const path = `/v1/harbours/${encodeURIComponent(harbour)}/heights?${query}`;
    const { points } = await this.#get(path, signal);
    return points.map(({ at, metres }) => ({ at: new Date(at), metres }));
  }

  async #get(path, signal) {
    const response = await fetch(this.#service + path, { signal });
    if (!response.ok) {
      const reason = await response.json().then((body) => body.error, () => undefined);
      throw new ServiceError(response.status, reason ?? response.statusText);
    }
    return response.json();
  }
}

// The service counts in minutes.
function moment(date) {
  return `${date.toISOString().slice(0, 16)}Z`;
}
