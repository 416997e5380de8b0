-- The access overlay: the roads a drive to a trailhead needs, chains of ways joined to one row between junctions.
create table loopgenie.road (
  generation_id bigint not null references loopgenie.generation (id) on delete cascade,
  id bigint not null,  -- the lowest edge id of its stretches of ways
  length_m integer not null,
  forward_ds integer not null,  -- tenths of a second along the line
  backward_ds integer,          -- null: one-way
  class text not null,
  seasonal boolean not null,
  geom geometry(LineString, 4326) not null,
  primary key (generation_id, id)
);

-- Where a driver gets out: the node of the overlay, and the straight line from there. Null where no road is near, and in
-- generations imported before.
alter table loopgenie.trailhead add column road_node geometry(Point, 4326);
alter table loopgenie.trailhead add column road_leg_m integer;
