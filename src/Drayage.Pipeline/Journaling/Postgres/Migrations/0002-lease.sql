alter table drayage.release
    add column token bigint not null default 0,
    add column runner text,
    add column lease_ends timestamptz;

alter table drayage.record add column token bigint not null default 0;

create function drayage.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'records of a journal are added, never changed';
end
$$;

create trigger added_only before update or delete on drayage.record
    for each row execute function drayage.refuse_change();

comment on column drayage.release.token is 'Fencing token: one more with each runner that takes the release up. Records with an older one are refused.';
comment on column drayage.release.lease_ends is 'Until then the runner is left alone with the release.';
