-- One import is one generation. Readers follow current_generation, whose single row is the swap.
create extension if not exists postgis;

create table loopgenie.generation (
  id bigint generated always as identity primary key,
  version text not null check (version ~ '^[0-9a-f]{16}$'),
  name text not null,
  made_up boolean not null,
  data_date date,
  extent geometry(Polygon, 4326) not null,
  meta jsonb not null,    -- the document /v1/meta
  places jsonb not null,  -- the document /v1/places.json
  created_at timestamptz not null default now()
);

create table loopgenie.current_generation (
  one boolean primary key default true check (one),
  generation_id bigint not null references loopgenie.generation (id)
);

-- Baked tiles: gzip bodies as they are sent, and the hash of the bytes inside.
create table loopgenie.tile (
  generation_id bigint not null references loopgenie.generation (id) on delete cascade,
  layer text not null,
  z smallint not null,
  x integer not null,
  y integer not null,
  hash text not null check (hash ~ '^[0-9a-f]{16}$'),
  raw_bytes integer not null,
  body bytea not null,
  primary key (generation_id, layer, z, x, y)
);
-- The bodies are gzip already: keep them out of line and do not try to compress them again.
alter table loopgenie.tile alter column body set storage external;
