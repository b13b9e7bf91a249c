/** A height in metres above chart datum. */
export interface Point {
  readonly at: Date;
  readonly metres: number;
}

export interface HeightsOptions {
  /** Whole hours, 24 unless told. */
  hours?: number;
  signal?: AbortSignal;
}

/** The service refused a request. */
export class ServiceError extends Error {
  readonly status: number;
  constructor(status: number, reason: string);
}

/** Asks one tide service. */
export class Client {
  constructor(service: string | URL);
  harbours(options?: { signal?: AbortSignal }): Promise<string[]>;
  heights(harbour: string, from: Date, options?: HeightsOptions): Promise<Point[]>;
}
