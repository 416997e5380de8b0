-- The walk network at full resolution.
create table loopgenie.node (
  generation_id bigint not null references loopgenie.generation (id) on delete cascade,
  id bigint not null,
  ele_m real,
  geom geometry(Point, 4326) not null,
  primary key (generation_id, id)
);

create table loopgenie.edge (
  generation_id bigint not null references loopgenie.generation (id) on delete cascade,
  id bigint not null,  -- way id * 65536 + index of the edge's first segment in the way
  way_id bigint not null,
  tail_node bigint not null,
  head_node bigint not null,
  length_dm integer not null,  -- geodesic, on the full geometry
  ascent_dm integer,  -- tail to head; null where elevation is unknown
  descent_dm integer,
  way_class text not null,
  surface text not null,
  sac_scale text not null,
  visibility text not null,
  route_network text not null,
  flags integer not null,  -- bits as in core/graph/attributes.hpp, EdgeFlag
  name text not null,
  ref text not null,
  point_ids bigint[] not null,  -- the source node of every vertex
  ele_m real[] not null,        -- the smoothed profile at every vertex; null where unknown
  geom geometry(LineString, 4326) not null,
  primary key (generation_id, id),
  check ((ascent_dm is null) = (descent_dm is null))
);

create table loopgenie.poi (
  generation_id bigint not null references loopgenie.generation (id) on delete cascade,
  id text not null,  -- n123, w123 or r123
  kind text not null,
  name text not null,
  ele_m integer,
  potable boolean,  -- null where nothing is known
  intermittent boolean not null,
  backcountry boolean not null,
  geom geometry(Point, 4326) not null,
  primary key (generation_id, id)
);

create table loopgenie.trailhead (
  generation_id bigint not null references loopgenie.generation (id) on delete cascade,
  id text not null,
  kind text not null,
  name text not null,
  node_id bigint not null,  -- where it meets the walk network
  access_m integer not null,
  capacity integer,
  fee boolean,
  network_m integer[] not null,  -- within 5, 10 and 20 km along the network
  loopable_m integer[] not null,
  geom geometry(Point, 4326) not null,
  primary key (generation_id, id)
);

create table loopgenie.place (
  generation_id bigint not null references loopgenie.generation (id) on delete cascade,
  id text not null,
  kind text not null,
  name text not null,
  name_en text not null,
  population integer,
  geom geometry(Point, 4326) not null,
  primary key (generation_id, id)
);
