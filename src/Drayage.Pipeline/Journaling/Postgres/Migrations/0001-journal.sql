create table drayage.release (
    id bigint generated always as identity primary key,
    waybill text not null unique,
    records bigint not null default 0
);

create table drayage.record (
    release bigint not null references drayage.release (id),
    number bigint not null,
    line text not null,
    primary key (release, number)
);

comment on table drayage.release is 'One row a release, named by the digest of its waybill.';
comment on table drayage.record is 'The journals. Records are added, never changed.';
